import type { Metadata } from 'next';
import { readLabels } from '#metrics/authorship.ts';
import { countWords, type Params, ruleWords } from '#metrics/contract.ts';
import { documentList, listDocuments } from '#metrics/documents.ts';
import { masked } from '#metrics/masked.ts';
import { nothingPrinted } from '#metrics/printed.ts';
import { address, rowQuery, type Search } from '../_charts/address.ts';
import { readKnownState } from '../_ui/known-state.ts';
import { Listing } from '../_ui/listing.tsx';
import { afterOf } from '../_ui/query.ts';
import { Refusal, refusing } from '../_ui/refusal.tsx';
import { amount, bodyNames, dateWords, kindName, plural } from '../_ui/words.ts';
import { store } from '../store.ts';
import { isOfUnknown, PrintedTable } from './printed.tsx';

export const metadata: Metadata = { title: 'The documents behind a number' };

const pageSize = 100;

type NameOf = (dimension: 'country' | 'organisation', key: string) => string;

/** What a list of documents is restricted to, in words. */
function filterWords(params: Params, nameOf: NameOf): string[] {
  const { of, with: other } = params;
  const words: string[] = [`${bodyNames[params.body] ?? params.body}, ${kindName(params.kind)}`];
  if (params.from || params.to)
    words.push(
      `from ${params.from ? dateWords(params.from) : 'the beginning'} to ${params.to ? dateWords(params.to) : 'today'}`,
    );
  if (params.group) words.push(`group ${params.group}`);
  if (params.country)
    words.push(
      params.country === 'unknown'
        ? `authors with no country under rule “${params.rule}”`
        : `authors of ${nameOf('country', params.country)} under rule “${params.rule}” (${ruleWords[params.rule]})`,
    );
  if (params.organisation)
    words.push(
      params.organisation === 'unknown'
        ? 'authors with no organisation we could match'
        : `authors of ${nameOf('organisation', params.organisation)}${params.rule === 'parent' ? ', counted to its ultimate parent on that day' : ''}`,
    );
  if (params.bloc)
    words.push(`authors of countries that were members of the bloc “${params.bloc}” on that day`);
  if (params.printed !== null)
    words.push(
      params.printed === nothingPrinted
        ? 'authors who print no affiliation'
        : `authors who print “${masked(params.printed)}”`,
    );
  const by = of === 'country' ? ` under rule “${params.rule}”` : '';
  if (other === 'alone') words.push(`documents that name one ${of} alone${by}`);
  else if (other === 'unknown') words.push(`documents on which no ${of} is known${by}`);
  else if (other !== null) words.push(`documents that name ${nameOf(of, other)} too`);
  return words;
}

export default async function Documents({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const read = await refusing(async () => ({
    state: await readKnownState('/documents', search, documentList, {}, ['after']),
    after: afterOf(search, /^\d{4}-\d{2}-\d{2}~\S+$/),
  }));
  if (!read.ok) return <Refusal error={read.error} path="/documents" />;
  const { state, after } = read.value;
  const { params } = state;
  const open = await store();
  const [page, countries, organisations] = await Promise.all([
    listDocuments(open, params, pageSize, after),
    readLabels(open, 'country'),
    readLabels(open, 'organisation'),
  ]);
  const names = { country: countries, organisation: organisations };
  return (
    <>
      <h1>{plural(page.total, 'document')}</h1>
      <ul className="note">
        {filterWords(params, (of, key) => names[of].get(key) ?? key).map((words) => (
          <li key={words}>{words}</li>
        ))}
        <li>
          counting “{params.count}”: {countWords[params.count]}
        </li>
      </ul>
      <p>
        Their weights add up to <strong>{amount(page.weight)}</strong>, the number these rows were opened
        from.
      </p>
      {isOfUnknown(params) && after === null && <PrintedTable params={params} />}
      <Listing columns={['Document', 'Title', 'Date', 'Group', ['Weight', 'n']]}>
        {page.documents.map((document) => (
          <tr key={document.id}>
            <th scope="row">
              <a href={`/documents/${encodeURIComponent(document.id)}`}>{document.id}</a>
            </th>
            <td>{document.title}</td>
            <td>
              {/* RFCs are published in a month, without a day. */}
              {dateWords(document.published, params.kind === 'rfc' ? 'month' : 'day')}
            </td>
            <td>
              {document.group ? (
                <a href={`/groups/${encodeURIComponent(document.group)}`}>{document.group}</a>
              ) : (
                '–'
              )}
            </td>
            <td className="n">{document.weight.toFixed(3)}</td>
          </tr>
        ))}
      </Listing>
      <p className="row">
        {page.next && <a href={address({ ...state, also: { after: page.next } })}>The next {pageSize}</a>}
        <a href={`/api/v1/documents?${rowQuery(params)}`}>As JSON</a>
      </p>
    </>
  );
}
