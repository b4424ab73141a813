// npx tsx bench/relatives.ts: how far up known later relatives stand; writes bench/relatives.md.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { resolveOrganisations } from '#entities/organisation.ts';
import { type Dossier, firstDay, parseDossier } from '#scrapers/facts/dossier.ts';
import { type Family, type Kin, matchesOf, personKey, Rarity, wordsOf } from '#scrapers/kinship.ts';
import { readStarter } from '#scrapers/starter.ts';

interface Dated extends Kin {
  day: string;
}
const root = join(import.meta.dirname, '..');
const folder = join(root, 'facts', 'proposals');
const dossiers = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml') && name !== 'reviewed.yaml')
  .map((name) => parseDossier(readFileSync(join(folder, name), 'utf8'), name));

const organisationOf = (text: string | null | undefined): string | null =>
  text ? (resolveOrganisations(text, { country: null, on: null })[0]?.organisation ?? null) : null;

function kinOf(
  id: string,
  title: string,
  day: string,
  authors: { name: string; affiliation?: string | null | undefined }[],
): Dated {
  const placed = authors.map(({ name, affiliation }) => ({
    name,
    organisation: organisationOf(affiliation),
  }));
  return {
    id,
    title,
    day,
    abstract: null,
    group: null,
    related: [],
    people: placed.flatMap(({ name, organisation }) => personKey(name, organisation) ?? []),
    organisations: placed.flatMap(({ organisation }) => organisation ?? []),
  };
}

/** The documents of a dossier, each at its first step, with the authors of its first revision read. */
function documentsOf(dossier: Dossier, titles: ReadonlyMap<string, string>): Dated[] {
  const made = new Map<string, Dated>();
  for (const { document, date, title } of dossier.events) {
    if (!document || made.has(document) || !/^(?:draft-|rfc\d|T\d\d-|liaison-)/.test(document)) continue;
    const printed = dossier.authors.find((row) => row.document === document);
    made.set(document, kinOf(document, title, firstDay(date), printed?.authors ?? []));
  }
  for (const { document, date, authors } of dossier.authors) {
    const title = titles.get(document);
    if (title && !made.has(document)) made.set(document, kinOf(document, title, firstDay(date), authors));
  }
  return [...made.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** What the relatives are hidden among: the RFC series, approved Recommendations, and drafts where a corpus is at hand. */
function haystack(): { kin: Dated[]; words: string } {
  const rfcs = readStarter().lines.map(({ entry, authors }) =>
    kinOf(
      `rfc${entry.number}`,
      entry.title,
      firstDay(`${entry.year}-${String(entry.month).padStart(2, '0')}`),
      authors.map(([name, , , affiliation]) => ({ name, affiliation })),
    ),
  );
  const recommendations = (
    parse(readFileSync(join(root, 'facts', 'itu', 'recommendations.csv')), { columns: true }) as Record<
      string,
      string
    >[]
  ).map((row) => kinOf(`${row.number} ${row.approved}`, row.title ?? '', firstDay(row.approved ?? ''), []));
  const corpus = join(root, '..', 'shared', 'corpus', 'datatracker', 'doc.document.jsonl.gz');
  const drafts = existsSync(corpus)
    ? gunzipSync(readFileSync(corpus))
        .toString('utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { name: string; title: string; time: string })
        .filter(({ name }) => name.startsWith('draft-'))
        .map(({ name, title, time }) => kinOf(name, title, time.slice(0, 10), []))
    : [];
  return {
    kin: [...rfcs, ...recommendations, ...drafts],
    words: `${rfcs.length} RFCs, ${recommendations.length} approved Recommendations, ${drafts.length} Internet-Drafts`,
  };
}

/** What was known on the day of the cut: titles, authors and organisations of the documents until then; no word of later. */
function familyAt(dossier: Dossier, known: readonly Dated[]): Family {
  const titles = known.map(({ title }) => title.toLowerCase());
  const ids = new Set(known.map(({ id }) => id));
  const printed = dossier.authors.filter(({ document }) => ids.has(document));
  const people = new Map(
    printed.flatMap(({ authors }) =>
      authors.flatMap(({ name, affiliation }): [string, string][] => {
        const key = personKey(name, organisationOf(affiliation));
        return key ? [[key, name]] : [];
      }),
    ),
  );
  return {
    slug: dossier.slug,
    phrases: dossier.names
      .map((name) => name.toLowerCase())
      .filter((name) => titles.some((title) => title.includes(name))),
    texts: known.map(({ title }) => title),
    documents: ids,
    people,
    organisations: new Map(),
    groups: new Set(),
  };
}

/** The middle of the places that equal scores share, 1 for the first. */
function placeOf(id: string, scores: ReadonlyMap<string, number>): number {
  const own = scores.get(id) ?? 0;
  let above = 0;
  let equal = 0;
  for (const score of scores.values()) {
    if (score > own) above++;
    else if (score === own) equal++;
  }
  return above + (equal + 1) / 2;
}

/** Wilson's interval for a share of few. */
function interval(hits: number, of: number): string {
  if (of === 0) return '–';
  const z = 1.96;
  const share = hits / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  const percent = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 100);
  return `${hits} of ${of} (${percent(middle - half)}–${percent(middle + half)} %)`;
}

const { kin: hay, words } = haystack();
const titles = new Map(hay.map(({ id, title }) => [id, title]));
const own = new Map(dossiers.map((dossier) => [dossier.slug, documentsOf(dossier, titles)]));
const all = new Map<string, Dated>([...hay, ...[...own.values()].flat()].map((one) => [one.id, one]));

interface Placed {
  slug: string;
  cut: string;
  id: string;
  ours: number;
  keywords: number;
}
const placed: Placed[] = [];
const top20 = { ours: 0, keywords: 0, of: 0 };
for (const dossier of dossiers) {
  const documents = own.get(dossier.slug) ?? [];
  const cut = documents[0]?.day;
  if (!cut) continue;
  const known = documents.filter(({ day }) => day <= cut);
  const later = documents.filter(({ day }) => day > cut);
  if (later.length === 0) continue;
  const pool = [...all.values()].filter(({ day, id }) => day > cut && !known.some((one) => one.id === id));
  const family = familyAt(dossier, known);
  const ours = new Map(pool.map(({ id }) => [id, 0]));
  for (const { id, score } of matchesOf([family], pool, 0, new Rarity(pool))) ours.set(id, score);
  const wanted = new Set(known.flatMap(({ title }) => wordsOf(title)));
  const keywords = new Map(
    pool.map(({ id, title }) => [id, new Set(wordsOf(title).filter((word) => wanted.has(word))).size]),
  );
  for (const { id } of later)
    placed.push({ slug: dossier.slug, cut, id, ours: placeOf(id, ours), keywords: placeOf(id, keywords) });
  top20.ours += later.filter(({ id }) => placeOf(id, ours) <= 20).length;
  top20.keywords += later.filter(({ id }) => placeOf(id, keywords) <= 20).length;
  top20.of += 20;
}

const within = (side: 'ours' | 'keywords', most: number) => placed.filter((row) => row[side] <= most).length;
const mean = (side: 'ours' | 'keywords') =>
  Math.round(placed.reduce((sum, row) => sum + row[side], 0) / placed.length);
const median = (side: 'ours' | 'keywords') =>
  placed.map((row) => row[side]).sort((a, b) => a - b)[Math.floor(placed.length / 2)] ?? 0;
const line = (name: string, side: 'ours' | 'keywords') =>
  `| ${name} | ${interval(within(side, 10), placed.length)} | ${interval(within(side, 50), placed.length)} | ${mean(side)} | ${median(side)} | ${interval(top20[side], top20.of)} |`;
const wins = placed.filter((row) => row.keywords < row.ours).length;
const losses = placed.filter((row) => row.keywords > row.ours).length;
const text = `# Relatives: how far up do known later relatives stand?

\`npx tsx bench/relatives.ts\` writes this page. Each dossier is cut at its first document; every later document of it is a
known relative, hidden among all documents of later days (${words}, and the documents of all dossiers). A ranking sees
the titles, authors and organisations known at the cut, no search word that was chosen later, no abstract, no kind.
Equal scores share the middle of their places. Intervals are Wilson's, 95 %.

| ranking | in the first 10 | in the first 50 | mean place | median place | known relatives among the top 20s |
|---|--:|--:|--:|--:|--:|
${line('kinship (ours)', 'ours')}
${line('plain keyword search of the titles', 'keywords')}

The keyword search places ${wins} of ${placed.length} relatives higher than ours, ours places ${losses} higher. The numbers
are small: ${new Set(placed.map(({ slug }) => slug)).size} families, chosen by the dossiers. A top 20 may hold true relatives that no dossier
names, so its share is a lower bound. Drafts in the corpus carry titles and no authors here, which makes them easier to pass
by shared authors than they would be in life.

| family | cut | relative | place, ours | place, keywords |
|---|---|---|--:|--:|
${placed.map((row) => `| ${row.slug} | ${row.cut} | ${row.id} | ${row.ours} | ${row.keywords}${row.keywords < row.ours ? ' (wins)' : ''} |`).join('\n')}
`;
writeFileSync(join(root, 'bench', 'relatives.md'), text);
process.stdout.write(text);
