import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decode } from '#lib/charset.ts';
import { type IndexEntry, parseRfcIndex } from '#scrapers/ietf/rfc-index.ts';
import { type PrintedAuthor, parseRfcText } from '#scrapers/ietf/rfc-text.ts';
import { readStarter } from '#scrapers/starter.ts';
import { type Mirror, startMirror } from '../mirror.ts';

/**
 * What a reader found on the page: names in order, spellings of the stated organisation ("": none is right too, for a
 * body that is the author itself), the stated country. `round` 1 to 3 were drawn by chance and labelled before the
 * parser was run on them (docs/method.md); those without served to write it. `doubt`: where readers may differ, and why
 * this was chosen.
 */
interface Label {
  rfc: number;
  round?: 1 | 2 | 3;
  doubt?: string;
  authors: {
    name: string;
    role: 'author' | 'editor';
    organisation: string[] | null;
    country: string | null;
  }[];
}

const labels = ['rfc-labels.jsonl', 'rfc-labels-held-out.jsonl'].flatMap((file) =>
  readFileSync(join(import.meta.dirname, file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Label),
);

const plain = (words: string | null) =>
  (words ?? '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

describe('what is read from the RFCs, against labels made by reading them', () => {
  let mirror: Mirror;
  let index: Map<number, IndexEntry>;
  const read = new Map<number, PrintedAuthor[]>();
  const textOf = async (number: number) => {
    const answer = await fetch(`${mirror.url}/www.rfc-editor.org/rfc/rfc${number}.txt`);
    expect(answer.status).toBe(200);
    return decode(
      Buffer.from(await answer.arrayBuffer()),
      answer.headers.get('content-type') ?? '',
      `rfc${number}`,
    );
  };

  beforeAll(async () => {
    mirror = await startMirror();
    const xml = await (await fetch(`${mirror.url}/www.rfc-editor.org/rfc-index.xml`)).text();
    index = new Map(parseRfcIndex(xml, 'rfc-index.xml').entries.map((entry) => [entry.number, entry]));
    for (const { rfc } of labels) {
      const entry = index.get(rfc);
      expect(entry, `RFC ${rfc} is in the index`).toBeDefined();
      read.set(rfc, parseRfcText(await textOf(rfc), entry?.authors ?? []).authors);
    }
  });
  afterAll(() => mirror.stop());

  /** Each labelled author beside the one read at that position. */
  const pairs = () =>
    labels.flatMap(({ rfc, authors }) =>
      authors.map((label, at) => ({ rfc, label, found: read.get(rfc)?.[at] ?? null })),
    );
  const share = (right: number, all: number) => {
    expect(all).toBeGreaterThan(100);
    return right / all;
  };

  test('the labels cover sixty RFCs and more, of every decade since 1969', () => {
    expect(labels.length).toBeGreaterThanOrEqual(60);
    const decades = new Set(labels.map(({ rfc }) => Math.floor((index.get(rfc)?.year ?? 0) / 10)));
    expect([...decades].sort()).toEqual([196, 197, 198, 199, 200, 201, 202]);
  });

  test('the rounds drawn by chance are of the size that docs/method.md says, and of no document twice', () => {
    const sizes = [1, 2, 3].map((round) => labels.filter((label) => label.round === round).length);
    expect(sizes).toEqual([112, 42, 80]);
    expect(new Set(labels.map(({ rfc }) => rfc)).size).toBe(labels.length);
  });

  test('names, their order and number are right in 99.5 % of authorships', () => {
    const all = pairs();
    const extra = labels.filter(({ rfc, authors }) => read.get(rfc)?.length !== authors.length);
    expect(extra.map(({ rfc }) => rfc)).toEqual([]);
    const wrong = all.filter(({ label, found }) => plain(label.name) !== plain(found?.name ?? null));
    expect(share(all.length - wrong.length, all.length), JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.995);
    const role = all.filter(({ label, found }) => label.role !== found?.role);
    expect(share(all.length - role.length, all.length), JSON.stringify(role)).toBeGreaterThanOrEqual(0.995);
  });

  test('the stated organisation is right in 97 % of authorships, and none is made up', () => {
    const all = pairs();
    const wrong = all.filter(({ label, found }) =>
      label.organisation
        ? !label.organisation.some((words) => plain(words) === plain(found?.affiliation ?? null))
        : found?.affiliation,
    );
    expect(share(all.length - wrong.length, all.length), JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.97);
  });

  test('a country is right in 99 % of those given, and given in 97 % of those stated', () => {
    const all = pairs();
    const given = all.filter(({ found }) => found?.country);
    const wrong = given.filter(({ label, found }) => label.country !== found?.country);
    expect(share(given.length - wrong.length, given.length), JSON.stringify(wrong)).toBeGreaterThanOrEqual(
      0.99,
    );
    const stated = all.filter(({ label }) => label.country);
    const missed = stated.filter(({ label, found }) => label.country !== found?.country);
    expect(
      share(stated.length - missed.length, stated.length),
      JSON.stringify(missed),
    ).toBeGreaterThanOrEqual(0.97);
  });

  test('the starter data is what the parser reads in these texts', async () => {
    const starter = new Map(readStarter().lines.map((line) => [line.entry.number, line]));
    for (const { rfc } of labels) {
      const packed = starter.get(rfc)?.authors.map((one) => [one[0], one[1], one[3], one[4], one[5], one[6]]);
      const now = (read.get(rfc) ?? []).map((one) => [
        one.name,
        one.role === 'editor' ? 'e' : 'a',
        one.affiliation,
        one.affiliationInAddress,
        one.countryText,
        one.country,
      ]);
      expect(packed, `RFC ${rfc}`).toEqual(now);
    }
  });
});
