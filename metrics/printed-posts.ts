import { type Store, sql } from '#prisma/client.ts';
import { bodiesOf } from './roster.ts';

/** A line of a list of a board's members, as an RFC prints it. */
export interface PrintedPost {
  document: string;
  /** Which of the document's lists, and the place in it, from 1. */
  list: number;
  position: number;
  group: string;
  /** chair | member | ex-officio-member */
  post: string;
  /** As printed; told as nobody's by another source. */
  personName: string;
  /** What is printed beside the name of the post held. */
  words: string | null;
  organisationText: string | null;
  /** The words that say of which time the list is. */
  timeText: string;
  /** ISO day of the publication that stands for that time; null: of an earlier time that nothing dates. */
  asOf: string | null;
  /** The document whose publication that is. */
  asOfDocument: string | null;
  page: number | null;
  line: number | null;
}

/** Where a name is printed, and what beside it. */
export interface PrintedAt {
  document: string;
  timeText: string;
  post: string;
  words: string | null;
  organisationText: string | null;
  page: number | null;
  line: number | null;
}

/** The lists of one day, most often one. */
export interface PrintedDay {
  asOf: string;
  documents: string[];
  /** More than two years from the day asked for: its names say nothing of it. */
  isFar: boolean;
}

/** A board on a day, as the lists nearest to it print it. */
export interface PrintedBoard {
  group: string;
  groupName: string | null;
  /** The lists of that day or nearest before it, and nearest after it; null: there is none. */
  before: PrintedDay | null;
  after: PrintedDay | null;
  /** Who stands in those that are not far, those in both first. */
  rows: { personName: string; before: PrintedAt | null; after: PrintedAt | null }[];
}

/** A printed name in lists that follow one another. */
export interface PrintedSpan {
  personName: string;
  /** What some of the lists print beside the name of the post held. */
  words: string[];
  /** ISO days of the first and of the last of the lists; each the day of a publication. */
  from: string;
  fromBasis: 'snapshot';
  to: string;
  toBasis: 'snapshot';
  lists: number;
  first: PrintedAt;
  last: PrintedAt;
}

export const printedRule =
  'An RFC that lists the members of a board says of which time: when it was written, approved or published. It gives no day, ' +
  'so the day here is that of its publication, and the board can be that of some months before. A name stands as printed and ' +
  'is taken for nobody else’s. These lists are counted in no figure.';

/** A term on the IAB or the IESG is two years: beyond them a list says nothing of a day. */
const farDays = 731;

const columns = sql`
  p.document_id as document, p.list, p.position, p.group_id as "group", p.post, p.person_name as "personName", p.words,
  p.organisation_text as "organisationText", p.time_text as "timeText", p.as_of::text as "asOf",
  p.as_of_document_id as "asOfDocument", p.page_id as page, p.line`;

/** The lists a document prints, line by line. */
export const readPrintedIn = (store: Store, document: string): Promise<PrintedPost[]> =>
  store.query<PrintedPost>(sql`
    select ${columns} from printed_post p
    where p.document_id = ${document} and p.removed_at is null order by p.list, p.position`);

/** Each board that RFCs list, as the lists nearest to a day (ISO) print it. `body`: ietf takes in the IAB; null: every one. */
export async function readPrintedBoards(
  store: Store,
  { body, group, on }: { body: string | null; group?: string | null; on: string },
): Promise<PrintedBoard[]> {
  const rows = await store.query<PrintedPost & { groupName: string | null }>(sql`
    with near as (
      select group_id, max(as_of) filter (where as_of <= ${on}::date) as before,
             min(as_of) filter (where as_of > ${on}::date) as after
      from printed_post where removed_at is null and as_of is not null
        and (${group ?? null}::text is null or group_id = lower(${group ?? null})) group by 1
    )
    select ${columns}, g.name as "groupName"
    from near n join printed_post p on p.group_id = n.group_id and p.as_of in (n.before, n.after)
    join document d on d.id = p.document_id left join "group" g on g.id = p.group_id
    where p.removed_at is null
      and (${body}::text is null or case p.group_id when 'iab' then 'iab' else 'ietf' end = any(${body ? bodiesOf(body) : []}))
    order by p.group_id, p.as_of, d.number desc, p.list, p.position`);
  const boards = new Map<string, typeof rows>();
  for (const row of rows) boards.set(row.group, [...(boards.get(row.group) ?? []), row]);
  return [...boards.values()].map((board) => boardOf(board, on));
}

function boardOf(rows: readonly (PrintedPost & { groupName: string | null })[], on: string): PrintedBoard {
  const days = new Map<string, PrintedPost[]>();
  for (const row of rows) days.set(row.asOf ?? '', [...(days.get(row.asOf ?? '') ?? []), row]);
  const dayOf = (asOf: string | undefined): PrintedDay | null =>
    asOf === undefined
      ? null
      : {
          asOf,
          documents: [...new Set(days.get(asOf)?.map((row) => row.document))],
          isFar: Math.abs(Date.parse(asOf) - Date.parse(on)) > farDays * 86_400_000,
        };
  const before = dayOf([...days.keys()].find((day) => day <= on));
  const after = dayOf([...days.keys()].find((day) => day > on));
  const people = new Map<string, PrintedBoard['rows'][number]>();
  for (const [side, day] of [
    ['before', before],
    ['after', after],
  ] as const) {
    for (const row of day && !day.isFar ? (days.get(day.asOf) ?? []) : []) {
      const known = people.get(row.personName) ?? { personName: row.personName, before: null, after: null };
      // Of several lists of one day the newest RFC's is shown, unless another says more of the post.
      if (!known[side] || (!known[side].words && row.words)) known[side] = placeOf(row);
      people.set(row.personName, known);
    }
  }
  const rank = (row: PrintedBoard['rows'][number]) => (row.before && row.after ? 0 : row.before ? 1 : 2);
  return {
    group: rows[0]?.group ?? '',
    groupName: rows[0]?.groupName ?? null,
    before,
    after,
    rows: [...people.values()].sort((a, b) => rank(a) - rank(b)),
  };
}

const placeOf = (row: PrintedPost): PrintedAt => {
  const { document, timeText, post, words, organisationText, page, line } = row;
  return { document, timeText, post, words, organisationText, page, line };
};

/** Every printed name of a board by the lists that follow one another, those printed last first. */
export async function readPrintedSpans(store: Store, group: string): Promise<PrintedSpan[]> {
  const rows = await store.query<PrintedPost>(sql`
    select ${columns} from printed_post p join document d on d.id = p.document_id
    where p.group_id = ${group} and p.removed_at is null and p.as_of is not null
    order by p.as_of, d.number, p.list, p.position`);
  return spansOf(rows).sort(
    (a, b) =>
      b.to.localeCompare(a.to) || b.from.localeCompare(a.from) || a.personName.localeCompare(b.personName),
  );
}

/**
 * Joins what lists that follow one another print under one name. A list of a day between that leaves the name out ends
 * the span, and so do more than two years without any list: nothing says who sat on the board then.
 * @param rows of one board, in the order of their days
 */
export function spansOf(rows: readonly PrintedPost[]): PrintedSpan[] {
  const open = new Map<string, PrintedSpan>();
  const done: PrintedSpan[] = [];
  const days = [...new Set(rows.map((row) => row.asOf ?? ''))];
  for (const row of rows) {
    const { personName, words, asOf } = row;
    if (asOf === null) continue;
    const dayBefore = days[days.indexOf(asOf) - 1];
    const known = open.get(personName);
    const goesOn =
      known !== undefined &&
      (known.to === asOf ||
        (known.to === dayBefore && Date.parse(asOf) - Date.parse(known.to) <= farDays * 86_400_000));
    if (goesOn) {
      known.to = asOf;
      known.lists += 1;
      known.last = placeOf(row);
      if (words && !known.words.includes(words)) known.words.push(words);
      continue;
    }
    if (known) done.push(known);
    const at = placeOf(row);
    open.set(personName, {
      personName,
      words: words ? [words] : [],
      from: asOf,
      fromBasis: 'snapshot',
      to: asOf,
      toBasis: 'snapshot',
      lists: 1,
      first: at,
      last: at,
    });
  }
  return [...done, ...open.values()];
}
