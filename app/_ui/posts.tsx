import { isoDay } from '#lib/week.ts';
import type { Affiliation } from '#metrics/affiliation.ts';
import { ituRegions } from '#metrics/itu.ts';
import type { Post } from '#metrics/post.ts';
import { staffPosts } from '#metrics/post-levels.ts';
import { basisWords, sampleReason } from '#metrics/post-words.ts';
import type { RosterRow } from '#metrics/roster.ts';
import { type TenureBar, Tenures } from '../_charts/tenures.tsx';
import { packed } from './packed.ts';
import { type Cell, type Column, type Piece, Table } from './table.tsx';
import { amount, bodyNames, dateWords, postWords } from './words.ts';

/** One end of a tenure: the day, and how it is known, in whole words on pointing where no legend stands beside it. */
function tenureEnd(day: string | null, basis: string | null, open: string, hasLegend: boolean): Cell {
  if (!day) return { text: open, soft: true };
  const words = basis && basis !== 'stated' ? (basisWords[basis] ?? [basis, basis]) : null;
  if (!words) return dateWords(day);
  const text = `(${words[0]})`;
  return hasLegend ? `${dateWords(day)} ${text}` : [dateWords(day), { text, soft: true, title: words[1] }];
}

/** What the short words beside dates mean, for readers without a pointer. */
export function BasisLegend({ posts }: { posts: readonly Post[] }) {
  const used = new Set(posts.flatMap(({ fromBasis, toBasis }) => [fromBasis, toBasis]));
  const told = Object.entries(basisWords).filter(([basis]) => used.has(basis));
  if (told.length === 0) return null;
  return (
    <p className="note">
      Beside a date: {told.map(([, [short, whole]]) => `${short}, ${whole}`).join('; ')}. Nothing beside it:
      as stated by the source.
      {posts.some((post) => post.memberRegion) &&
        ` Beside a country: the region of that member state in the ITU’s own list (${Object.entries(
          ituRegions,
        )
          .map(([letter, name]) => `${letter} ${name}`)
          .join(', ')}). Which region nominated a holder is not printed there.`}
    </p>
  );
}

/** Posts as rows: who held what, for whom they worked then, from when to when, and how each date is known. */
export function PostsTable({
  posts,
  caption,
  showGroup = true,
  hasLegend = false,
  isToldBelow = false,
}: {
  posts: readonly Post[];
  caption?: string;
  showGroup?: boolean;
  /** A BasisLegend stands beside the table: hundreds of rows need not repeat it each. */
  hasLegend?: boolean;
  /** An AffiliationsTable stands below: which organisation on which days need not stand here. */
  isToldBelow?: boolean;
}) {
  const columns = postColumns.filter(({ head }) => showGroup || head !== 'Group');
  const rows = posts.map((post) => {
    const cells = cellsOf(post, hasLegend, isToldBelow);
    return showGroup ? [groupOf(post), ...cells] : cells;
  });
  const samples = posts.filter(({ isSample }) => isSample).length;
  return (
    <>
      <Table {...(caption ? { caption } : {})} columns={columns} rows={packed(rows)} />
      {samples > 0 && (
        <p className="note">
          {sampleWords(samples, posts.length)}: {sampleReason}.
        </p>
      )}
    </>
  );
}

function sampleWords(samples: number, all: number): string {
  if (all === 1) return 'This row is from a sample';
  if (samples === all) return 'These rows are a sample';
  return `${amount(samples)} of these rows ${samples === 1 ? 'is from' : 'are'} a sample`;
}

const postColumns: readonly Column[] = [
  { head: 'Group' },
  { head: 'Post' },
  { head: 'Held by', kind: 'row' },
  { head: 'Organisation then' },
  { head: 'Country' },
  { head: 'From', kind: 'date' },
  { head: 'To', kind: 'date' },
  { head: 'Evidence' },
];

const unknown: Piece = { text: 'unknown', soft: true };

function groupOf({ group: { id }, body }: Post): Cell {
  const link = { text: id, href: `/groups/${encodeURIComponent(id)}` };
  return bodyNames[body] === id ? link : [link, { text: bodyNames[body] ?? body, soft: true }];
}

/** Beside the secretariat's staff the country of the bureau is printed: it is none of a member. */
function countryOf(post: string, name: string | null, printed: string | null): Piece[] {
  if (staffPosts.includes(post)) return [{ text: 'none: the secretariat’s own', soft: true }];
  if (name) return [name];
  return printed ? [printed, { text: '(as printed, no country we know)', soft: true }] : [unknown];
}

function cellsOf(post: Post, hasLegend: boolean, isToldBelow: boolean): Cell[] {
  const { person, country, countryText } = post;
  const { region, memberRegion, from, fromBasis, to, toBasis, evidence, sourceUrl, page } = post;
  const source = sourceUrl ?? (page ? `/evidence/${page}` : null);
  return [
    postWords(post.post) + (post.part ? `, ${post.part}` : ''),
    person.id ? { text: person.name, href: `/people/${encodeURIComponent(person.id)}` } : person.name,
    isToldBelow && post.affiliations.length > 1
      ? inTurn(post.affiliations.map(nameOf))
      : organisationsOf(post),
    [
      ...(post.affiliations.length > 0
        ? countriesOf(post.affiliations)
        : countryOf(post.post, country?.name ?? null, countryText)),
      ...(region ? [{ text: `(put forward by ${region})`, soft: true } as const] : []),
      ...(memberRegion
        ? [
            {
              text: `(member of region ${memberRegion})`,
              soft: true,
              title: `As a member state of the ITU it is in region ${memberRegion}, ${ituRegions[memberRegion]}; who put the holder forward is not printed`,
            } as const,
          ]
        : []),
    ],
    tenureEnd(from, fromBasis, 'unknown', hasLegend),
    tenureEnd(to, toBasis, 'holds it', hasLegend),
    [
      source ? { text: evidence, href: source } : evidence,
      ...(post.isSample ? [{ text: '(from a sample)', soft: true } as const] : []),
    ],
  ];
}

const nameOf = ({
  organisation,
  organisationText,
}: Pick<Post, 'organisation' | 'organisationText'>): Piece =>
  organisation
    ? { text: organisation.name, href: `/organisations/${organisation.id}` }
    : (organisationText ?? unknown);

/** A document as evidence; an RFC is known to the month. */
export const asIn = (id: string, day: string | null): string =>
  day ? `${id}, ${dateWords(day, /^rfc\d+$/.test(id) ? 'month' : 'day')}` : id;

/**
 * For whom the holder worked: on the day of a roster with the document that says so, over the time of a post one after
 * another with the days of each.
 */
function organisationsOf(post: Post): Cell {
  const { affiliations, affiliationDocument, affiliationDay } = post;
  if (affiliations.length === 0)
    return affiliationDocument
      ? [
          nameOf(post),
          {
            text: `(as in ${asIn(affiliationDocument, affiliationDay)})`,
            href: `/documents/${affiliationDocument}`,
            soft: true,
          },
        ]
      : [nameOf(post)];
  return affiliations.flatMap((one, place): Piece[] => {
    const [document] = one.documents;
    const more = one.documents.length - 1;
    const days = daysOf(one, post);
    const last = place === affiliations.length - 1;
    const said = document ? [`as in ${document.id}${more > 0 ? ` and ${amount(more)} more` : ''}`] : [];
    const words = [...(days ? [days] : []), ...said].join('; ');
    const end = last ? '' : ',';
    return [
      nameOf(one),
      ...(words
        ? [
            {
              text: `(${words})${end}`,
              soft: true,
              ...(document ? { href: `/documents/${document.id}` } : {}),
            } as const,
          ]
        : []),
    ];
  });
}

/** The days of an affiliation as far as they are not those of its post: `to 3 May 2021`. */
function daysOf(one: Affiliation, post: Pick<Post, 'from' | 'to'>): string {
  const from = one.from !== null && one.from !== post.from ? `from ${dateWords(one.from)}` : '';
  const to = one.to !== null && one.to !== post.to ? `to ${dateWords(one.to)}` : '';
  return [from, to].filter(Boolean).join(' ');
}

/** The countries of a post, one after another, without their days: those stand with the organisations. */
const countriesOf = (affiliations: readonly Affiliation[]): Piece[] =>
  inTurn(affiliations.map(({ country, countryText }) => country?.name ?? countryText ?? unknown));

/** `Cisco then Ericsson then unknown` */
function inTurn(names: readonly Piece[]): Piece[] {
  const text = (name: Piece | undefined) => (typeof name === 'object' ? name.text : name);
  return names
    .filter((name, place) => text(name) !== text(names[place - 1]))
    .flatMap((name, place) => (place > 0 ? ['then', name] : [name]));
}

/** For whom people worked while they held posts, as far as documents say so, with every document that does. */
export function AffiliationsTable({ posts }: { posts: readonly Post[] }) {
  const rows = posts.flatMap((post) =>
    post.affiliations.map((one): Cell[] => [
      [
        `${postWords(post.post)} of`,
        { text: post.group.id, href: `/groups/${encodeURIComponent(post.group.id)}` },
      ],
      one.from ? dateWords(one.from) : { text: 'unknown', soft: true },
      one.to ? dateWords(one.to) : { text: 'holds it', soft: true },
      [nameOf(one)],
      one.country?.name ?? one.countryText ?? unknown,
      one.documents.length > 0
        ? one.documents.map(({ id, day }, place) => ({
            text: asIn(id, day) + (place < one.documents.length - 1 ? ';' : ''),
            href: `/documents/${encodeURIComponent(id)}`,
          }))
        : { text: 'no document within twelve months', soft: true },
    ]),
  );
  if (rows.length === 0) return null;
  return (
    <>
      <h3>Organisation while in these posts</h3>
      <p className="note">
        The rosters print no organisation. On each day of a post it is the one printed on the document nearest
        to that day, at most twelve months before or after it; otherwise it is unknown.
      </p>
      <Table columns={affiliationColumns} rows={packed(rows)} />
    </>
  );
}

const affiliationColumns: readonly Column[] = [
  { head: 'Post' },
  { head: 'From', kind: 'date' },
  { head: 'To', kind: 'date' },
  { head: 'Organisation', kind: 'row' },
  { head: 'Country' },
  { head: 'As printed in' },
];

/** A row of a roster in the shape all tables of posts take. */
export const postOfRoster = (row: RosterRow): Post => ({
  id: row.id,
  body: row.body,
  group: { id: row.group, name: row.groupName },
  post: row.post,
  part: row.part,
  person: { id: row.person, name: row.personName },
  organisationText: row.organisationText,
  organisation: row.organisation
    ? { id: row.organisation, name: row.organisationName ?? row.organisation }
    : null,
  countryText: row.countryText,
  country: row.country ? { code: row.country, name: row.countryName ?? row.country } : null,
  affiliationDocument: row.affiliationDocument,
  affiliationDay: row.affiliationDay,
  affiliations: [],
  region: row.region,
  memberRegion: row.memberRegion,
  from: row.from,
  fromBasis: row.fromBasis,
  to: row.to ?? row.until,
  toBasis: row.toBasis,
  evidence: row.evidence,
  sourceUrl: row.sourceUrl,
  isSample: row.isSample,
  note: null,
  source: row.source,
  page: row.page,
});

/** The organisations of a post that are known, one after another. */
const organisationsInTurn = (post: Post): string => {
  const stated = post.affiliations.length > 0 ? post.affiliations : [post];
  const names = stated.flatMap(
    ({ organisation, organisationText }) => organisation?.name ?? organisationText ?? [],
  );
  return names.filter((name, place) => name !== names[place - 1]).join(', then ');
};

/** The same posts as lines over time, a post's holders one under the other; nothing where no date is known. */
export function PostsOverTime({ posts, showGroup = false }: { posts: readonly Post[]; showGroup?: boolean }) {
  const bars = posts
    .toSorted((a, b) => a.post.localeCompare(b.post) || (a.from ?? '').localeCompare(b.from ?? ''))
    .map(
      (post): TenureBar => ({
        id: post.id,
        label: post.person.name,
        detail: [postWords(post.post), post.part, showGroup ? post.group.id : null, organisationsInTurn(post)]
          .filter(Boolean)
          .join(', '),
        from: post.from,
        to: post.to,
      }),
    );
  return <Tenures bars={bars} today={isoDay()} />;
}
