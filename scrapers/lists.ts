import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { blocSpans, blocs, ituMemberships, memberships } from '#entities/bloc.ts';
import { countries, countrySpellings, foldCountry } from '#entities/countries.ts';
import { resolveItuSource } from '#entities/itu-source.ts';
import { foldOrganisation, legalEndings, lists, ultimateParents } from '#entities/organisation.ts';
import { type Batch, type Scopes, saveBatch } from '#prisma/batch.ts';
import type { Store } from '#prisma/client.ts';
import { type ListRows, replaceLists, statedAffiliations } from '#prisma/lists.ts';
import { type Hold, hold } from '#prisma/locks.ts';
import { finishRun, startRun } from '#prisma/runs.ts';
import type { Saved } from '#prisma/save.ts';
import { getSetting, setSetting } from '#prisma/settings.ts';
import { printedAffiliations, storedTenures } from '#prisma/stored.ts';
import { renewSums } from '#prisma/sums.ts';
import { affiliationsOf } from './ietf/affiliations.ts';
import { ietfRoles } from './ietf/roles.ts';
import { unpartedRow } from './itu/authors.ts';
import { partRows, resolvedPartRows } from './part-rows.ts';
import { restated } from './restated.ts';

const id = 'entities';
const settingKey = 'entity-lists';

/** The curated lists as the database keeps them; empty spans are open (null). */
export function listRows(): ListRows {
  const open = (day: string) => day || null;
  // Two spellings that fold to one word are one row to the reader of the list, and one key in the table.
  const spellings = new Map(
    lists.names.map((name) => [
      `${foldOrganisation(name.spelling)}\n${name.country}\n${name.from}`,
      {
        spelling: name.from ? `${name.spelling} (from ${name.from})` : name.spelling,
        country: name.country,
        organisation_id: name.organisation,
        from: open(name.from),
        to: open(name.to),
        why: name.why,
      },
    ]),
  );
  return {
    country: countries.map((country) => ({ ...country, from: open(country.from), to: open(country.to) })),
    organisation: lists.organisations,
    organisation_name: [...spellings.values()],
    ownership: lists.ownership.map((row) => ({ ...row, to: open(row.to) })),
    ultimate_parent: ultimateParents(),
    bloc: blocs.map((bloc, ordinal) => ({ ...bloc, listed: open(bloc.listed), ordinal })),
    bloc_membership: memberships.map(({ bloc, ...row }, at) => ({
      ...row,
      bloc_id: bloc,
      part: memberships
        .slice(0, at + 1)
        .filter((other) => other.bloc === bloc && other.country === row.country).length,
      from: open(row.from),
      to: open(row.to),
    })),
    bloc_span: blocSpans(),
    itu_membership: ituMemberships.map(({ organisation, ...row }) => ({
      ...row,
      organisation_id: organisation,
      from: open(row.from),
      to: open(row.to),
    })),
    known_name: knownNames(),
  };
}

/** Every name by which an organisation or a country is known, its own first: a reader is shown that one. */
function knownNames(): ListRows['known_name'] {
  const named = (type: 'organisation' | 'country', id: string, spelling: string) => ({
    folded: type === 'country' ? foldCountry(spelling) : foldOrganisation(spelling),
    type,
    id,
    spelling,
  });
  const rows = [
    ...countries.map(({ code, name }) => named('country', code, name)),
    ...countrySpellings.map((row) => named('country', row.country, row.spelling)),
    ...lists.organisations.map(({ id, name }) => named('organisation', id, name)),
    ...lists.names.map((row) => named('organisation', row.organisation, row.spelling)),
    ...[...legalEndings].map((word) => ({
      folded: word,
      type: 'legal-ending' as const,
      id: word,
      spelling: word,
    })),
  ];
  const first = new Map(rows.toReversed().map((row) => [`${row.type}\n${row.folded}\n${row.id}`, row]));
  return [...first.values()].toReversed();
}

/** Changes with every word of the lists and with the rules that read them. */
function version(): string {
  const hash = createHash('sha256');
  for (const file of [
    'lib/charset.ts',
    'entities/countries.csv',
    'entities/country-names.csv',
    'entities/countries.ts',
    'entities/country.ts',
    'entities/address-marks.ts',
    'entities/organisations.csv',
    'entities/organisation-names.csv',
    'entities/ownership.csv',
    'entities/organisation.ts',
    'entities/blocs.csv',
    'entities/bloc-membership.csv',
    'entities/itu-membership.csv',
    'entities/bloc.ts',
    'entities/itu-source.ts',
    'scrapers/part-rows.ts',
    'scrapers/itu/authors.ts',
    'scrapers/lists.ts',
    'scrapers/restated.ts',
  ]) {
    hash.update(readFileSync(join(import.meta.dirname, '..', file)));
  }
  return hash.digest('hex');
}

/**
 * Brings the lists in the database to those of this version. Where they differ, every stated affiliation is resolved
 * again, and every country and organisation that the words of other rows name; what comes out otherwise is logged as
 * corrected. Not so the country of an RFC's author: an address states it on several lines, which `--replay` reads again.
 * @returns how many rows were corrected; null where the lists were already these
 */
export async function syncLists(store: Store): Promise<number | null> {
  const wanted = version();
  if ((await getSetting(store, settingKey)) === wanted) return null;
  const held = await waitForHold(store);
  try {
    if ((await getSetting(store, settingKey)) === wanted) return null;
    await replaceLists(store, listRows());
    const run = await startRun(store, id, 'lists');
    const saved: Saved = { added: 0, changed: 0, removed: 0, unchanged: 0 };
    const correct = async (source: string, batch: Batch, scopes: Scopes) => {
      const { saved: one } = await saveBatch(store, batch, {
        scopes,
        writer: { runId: run, source, baseline: false, difference: 'corrected' },
        check: () => held.lost.throwIfAborted(),
        sums: 'later',
      });
      for (const key of Object.keys(saved) as (keyof Saved)[]) saved[key] += one[key];
    };
    // The rows stay those of the source that read them. Countries first: a name may mean a firm only beside its country.
    for (const [source, batch] of await restated(store)) await correct(source, batch, {});
    const stated = await statedAffiliations(store);
    for (const source of new Set(stated.map((row) => row.source))) {
      const own = stated.filter((row) => row.source === source);
      await correct(
        source,
        {
          authorship_organisation: own.flatMap((row) =>
            row.role === 'sources'
              ? unpartedRow(row.document_id, row.position, row.words)
              : row.body.startsWith('itu')
                ? resolvedPartRows(row.document_id, row.position, resolveItuSource(row.words, row.on).parts)
                : partRows(row.document_id, row.position, row.words, row.country, row.on),
          ),
        },
        {
          authorship_organisation: {
            column: 'document_id',
            values: [...new Set(own.map((row) => row.document_id))],
          },
        },
      );
    }
    const tenures = await storedTenures(store, ietfRoles.id);
    const holders = [...new Set(tenures.map((row) => row.person_id ?? ''))];
    const affiliations = affiliationsOf(tenures, await printedAffiliations(store, holders));
    await saveBatch(
      store,
      { tenure_affiliation: affiliations },
      {
        scopes: { tenure_affiliation: 'all' },
        writer: { runId: run, source: ietfRoles.id, baseline: false, difference: 'corrected' },
        check: () => held.lost.throwIfAborted(),
        sums: 'later',
      },
    );
    // Countries, owners and memberships have moved, whatever was resolved otherwise.
    await renewSums(store);
    await finishRun(store, run, {
      state: 'good',
      rows: stated.length,
      saved,
      message:
        'lists brought up to date; where a country list has changed, `npm run scrape -- ietf-rfcs --replay` reads the addresses of RFCs by it',
    });
    await setSetting(store, settingKey, wanted);
    return saved.added + saved.changed + saved.removed;
  } finally {
    await held.release();
  }
}

async function waitForHold(store: Store): Promise<Hold> {
  for (let waited = 0; waited < 300; waited++) {
    const held = await hold(store.url, 'source', id);
    if (held) return held;
    await sleep(200);
  }
  throw new Error('Another process has been bringing the lists up to date for a minute.');
}
