import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countries } from '#entities/countries.ts';
import { type Dossier, faultsOf, firstDay, parseDossier } from '#scrapers/facts/dossier.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'facts', 'proposals');
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== 'reviewed.yaml');
const dossiers = files.map((name) => parseDossier(readFileSync(join(folder, name), 'utf8'), name));

/** Words that guess at a purpose or judge; what stands in quotation marks is somebody's word and allowed. */
const motives =
  /\b(?:aims? (?:at|to)|intends?|intention|in order to|seeks? to|wants? to|tr(?:y|ies) to|hopes? to|motives?|pretext|ploy|plot|scheme|agenda of|power grab|takeover|dominat\w+|hegemon\w+|authoritarian|autocra\w+|regimes?|so-called|secret(?:ly)?|hidden|disguise\w*|trojan|threat\w*|influence|propaganda|allegedly|obviously|clearly|unfortunately|merely|claims? to)\b/i;

const unquoted = (text: string) => text.replace(/“[^”]*”/g, '');
const proseOf = (dossier: Dossier): string[] => [
  dossier.title,
  dossier.summary,
  dossier.state.sentence,
  dossier.included.because,
  ...dossier.open,
  ...dossier.events.flatMap((event) => [event.title, event.what, event.outcome ?? '', event.note ?? '']),
  ...dossier.links.map((link) => link.basis),
  ...dossier.beside.map((row) => row.because),
  ...dossier.context.map((row) => row.what),
];

describe('the dossiers', () => {
  it('are all valid, each under the name of its file', () => {
    expect(dossiers.map(({ slug }) => `${slug}.yaml`)).toEqual(files);
    expect(dossiers.length).toBeGreaterThanOrEqual(18);
  });

  it('have every event once and in order of date, and no link to nowhere', () => {
    expect(faultsOf(dossiers)).toEqual([]);
  });

  it('keep the ids that others have cited', () => {
    const ids = new Set(dossiers.flatMap(({ events }) => events.map(({ id }) => id)));
    const cited =
      'newip-c83 newip-ls1653 newip-ls1677 newip-c871 newip-c971 fvcn-c1069 fvcn-dec20 net2030-ls1709 nib22 aip-00 doa-wtsa16 apn-fw03 sem-rename flex-00 detip-05 ppr-00 surv-q12 ituipv6-2018 ngp-iab nin-rep wtsa24 wsis20 pp26';
    expect(cited.split(' ').filter((id) => !ids.has(id))).toEqual([]);
  });

  it('assert no motive and use no word that judges, outside quotations', () => {
    const found = dossiers.flatMap((dossier) =>
      proseOf(dossier).flatMap((text) => {
        const word = motives.exec(unquoted(text))?.[0];
        return word ? [`${dossier.slug}: ${word} in “${text}”`] : [];
      }),
    );
    expect(found).toEqual([]);
    expect(motives.test(unquoted('The group seeks to take over.'))).toBe(true);
  });

  it('name a source for every event that is not marked as unchecked', () => {
    const bare = dossiers.flatMap(({ events }) =>
      events.filter((event) => !event.source && event.evidence !== 'unchecked').map(({ id }) => id),
    );
    expect(bare).toEqual([]);
    const text = readFileSync(join(folder, 'brics-root.yaml'), 'utf8').replace(/ {4}source: .*\n/, '');
    expect(() => parseDossier(text, 'a file')).toThrow(/a file events\.0.*a source, or evidence: unchecked/s);
  });

  it('show accounts that differ side by side, each with whose it is', () => {
    const events = dossiers.flatMap(({ events }) => events);
    const c83 = events.find(({ id }) => id === 'newip-c83');
    expect(c83?.claims.filter(({ about }) => about === 'sponsors').map(({ by }) => by)).toHaveLength(3);
    const december = events.find(({ id }) => id === 'fvcn-dec20');
    expect(december?.claims.map(({ says }) => says)).toEqual(
      expect.arrayContaining(['No consensus; no vote took place', 'Voted down']),
    );
  });

  it('of a contested family hold a step at which somebody objects', () => {
    const silent = dossiers.filter(
      ({ included, events }) =>
        included.clause === 'contested' &&
        !events.some(
          (event) =>
            included.events.includes(event.id) && event.actors.some((actor) => actor.role === 'objects'),
        ),
    );
    expect(silent.map(({ slug }) => slug)).toEqual([]);
  });

  it('give no actor a country that does not exist', () => {
    const codes = new Set(countries.map(({ code }) => code));
    const wrong = dossiers.flatMap(({ events }) =>
      events.flatMap(({ id, actors }) =>
        actors.filter(({ country }) => country && !codes.has(country)).map(({ name }) => `${id}: ${name}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('are chosen by a rule that names no country', () => {
    const rule = readFileSync(join(folder, 'README.md'), 'utf8');
    const named = countries.filter(({ name }) =>
      new RegExp(`\\b${name.replace(/[()]/g, '\\$&')}\\b`).test(rule),
    );
    expect(named.map(({ name }) => name)).toEqual([]);
  });

  it('refuse a date that says more or less than its precision, and a link to no event', () => {
    const text = readFileSync(join(folder, 'brics-root.yaml'), 'utf8');
    expect(() => parseDossier(text.replace('precision: day', 'precision: month'), 'a file')).toThrow(
      /precision/,
    );
    const [dossier] = dossiers.filter(({ slug }) => slug === 'brics-root') as [Dossier];
    const link = {
      from: 'bricsroot-2017',
      to: 'nowhere',
      relation: 'continues' as const,
      basis: 'none',
      claimedBy: 'nobody',
      evidence: 'unchecked' as const,
    };
    expect(faultsOf([{ ...dossier, links: [link] }])).toEqual([
      'brics-root: no event nowhere in any dossier',
    ]);
    expect(firstDay('2018')).toBe('2018-01-01');
  });
});
