import type { Metadata } from 'next';
import { readLabels } from '#metrics/authorship.ts';
import { type Params, ruleWords } from '#metrics/contract.ts';
import { aboutPosts, listPostDays, type PostDays } from '#metrics/posts.ts';
import { address, type Search } from '../_charts/address.ts';
import { readKnownState } from '../_ui/known-state.ts';
import { packed } from '../_ui/packed.ts';
import { asIn } from '../_ui/posts.tsx';
import { Refusal, refusing } from '../_ui/refusal.tsx';
import { type Cell, type Column, Table } from '../_ui/table.tsx';
import { amount, bodyNames, dateWords, plural, postWords } from '../_ui/words.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'The posts behind a number' };

const pageSize = 200;

export default async function PostDaysPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const read = await refusing(() => readKnownState('/posts', search, aboutPosts, {}, ['after']));
  if (!read.ok) return <Refusal error={read.error} path="/posts" />;
  const state = read.value;
  const { params } = state;
  const after = /^\d{4}-\d{2}-\d{2}~\S+$/.test(state.also.after ?? '') ? (state.also.after ?? null) : null;
  const open = await store();
  const [page, countries, organisations] = await Promise.all([
    listPostDays(open, params, pageSize, after),
    readLabels(open, 'country'),
    readLabels(open, 'organisation'),
  ]);
  return (
    <>
      <h1>{plural(page.posts, 'post')}</h1>
      <ul className="note">
        {filterWords(params, countries, organisations).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <p>
        Their days add up to <strong>{amount(page.value)}</strong>, the number these rows were opened from. A
        post has a row for each document its holder’s organisation is known by, and for the days of which it
        is unknown.
      </p>
      <Table columns={columns} rows={packed(page.rows.map(cellsOf))} />
      {page.next && (
        <p className="row">
          <a href={address({ ...state, also: { after: page.next } })}>
            The next of {amount(page.total)} rows
          </a>
        </p>
      )}
    </>
  );
}

const columns: readonly Column[] = [
  { head: 'Group' },
  { head: 'Post' },
  { head: 'Held by', kind: 'row' },
  { head: 'From', kind: 'date' },
  { head: 'To', kind: 'date' },
  { head: 'Days', kind: 'n' },
  { head: 'Organisation' },
  { head: 'Country' },
  { head: 'Evidence' },
];

const unknown = { text: 'unknown', soft: true } as const;

function cellsOf(row: PostDays): Cell[] {
  const source = row.document
    ? { text: asIn(row.document, row.documentDay), href: `/documents/${encodeURIComponent(row.document)}` }
    : { text: 'roster', href: row.sourceUrl ?? (row.page ? `/evidence/${row.page}` : '/sources') };
  return [
    { text: row.group, href: `/groups/${encodeURIComponent(row.group)}` },
    postWords(row.post) + (row.part ? `, ${row.part}` : ''),
    row.person ? { text: row.personName, href: `/people/${encodeURIComponent(row.person)}` } : row.personName,
    dateWords(row.from),
    dateWords(row.to),
    amount(row.days),
    row.organisation
      ? { text: row.organisation.name, href: `/organisations/${row.organisation.id}` }
      : row.organisationText
        ? [row.organisationText, { text: '(on no list)', soft: true }]
        : unknown,
    row.country?.code === 'international' ? 'none, an international body' : (row.country?.name ?? unknown),
    source,
  ];
}

/** What the days are restricted to, in words. */
function filterWords(
  params: Params,
  countries: ReadonlyMap<string, string>,
  organisations: ReadonlyMap<string, string>,
): string[] {
  const { country, organisation } = params;
  const words = [bodyNames[params.body] ?? params.body];
  if (params.from || params.to)
    words.push(
      `days from ${params.from ? dateWords(params.from) : 'the beginning'} to ${params.to ? dateWords(params.to) : 'the last reading'}`,
    );
  if (params.group) words.push(`group ${params.group}`);
  if (params.post) words.push(`posts: ${postWords(params.post)}`);
  if (country)
    words.push(
      country === 'unknown'
        ? `no country under rule “${params.rule}”`
        : `${countries.get(country) ?? country} under rule “${params.rule}” (${ruleWords[params.rule]})`,
    );
  if (organisation)
    words.push(
      organisation === 'unknown'
        ? 'no organisation we could match'
        : `${organisations.get(organisation) ?? organisation}${params.rule === 'parent' ? ', counted to its ultimate parent on that day' : ''}`,
    );
  if (params.bloc) words.push(`countries that were members of the bloc “${params.bloc}” on that day`);
  return words;
}
