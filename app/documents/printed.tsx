import type { Params } from '#metrics/contract.ts';
import { type PrintedList, readPrinted } from '#metrics/printed.ts';
import { rowQuery } from '../_charts/address.ts';
import { Listing } from '../_ui/listing.tsx';
import { amount, percent, plural } from '../_ui/words.ts';
import { store } from '../store.ts';

const shown = 20;
const most = 500;

/** Whether the documents are those of an unknown, of which one may ask what is printed there. */
export const isOfUnknown = ({ country, organisation, printed, with: other }: Params): boolean =>
  printed === null && other === null && (country === 'unknown' || organisation === 'unknown');

/** What is inside an unknown: the affiliations that its authors print, those that count most first. */
export async function PrintedTable({ params }: { params: Params }) {
  const list: PrintedList = await readPrinted(await store(), params, most);
  if (list.rows.length === 0) return null;
  const isOfCountries = params.organisation !== 'unknown';
  return (
    <section aria-labelledby="printed">
      <h2 id="printed">What these authors print</h2>
      <p className="note">
        {isOfCountries && params.rule === 'declared'
          ? 'Their addresses state no country we can read. Beside their affiliations stands the organisation these are matched to; a country is never inferred from it under this rule.'
          : isOfCountries
            ? 'Affiliations that are matched to no organisation, or to one without a country under this rule.'
            : 'Affiliations that are matched to no organisation on our list.'}{' '}
        As printed; the words that count most first.
      </p>
      <WordsTable params={params} list={list} rows={list.rows.slice(0, shown)} />
      {list.all > shown && (
        <details>
          <summary>The {plural(list.all - shown, 'other')}</summary>
          <WordsTable params={params} list={list} rows={list.rows.slice(shown)} />
          {list.all > most && (
            <p className="note">{amount(list.all - most)} more, the least of them, are not listed.</p>
          )}
        </details>
      )}
      <h2>The documents</h2>
    </section>
  );
}

function WordsTable({
  params,
  list,
  rows,
}: {
  params: Params;
  list: PrintedList;
  rows: PrintedList['rows'];
}) {
  return (
    <Listing
      columns={['As printed', 'Organisation', ['Documents', 'n'], ['Value', 'n'], ['Of this unknown', 'n']]}
    >
      {rows.map((row) => (
        <tr key={row.asked}>
          <th scope="row">{row.words ?? <em>no affiliation</em>}</th>
          <td>{row.organisation ?? '–'}</td>
          <td className="n">
            <a href={`/documents?${rowQuery({ ...params, printed: row.asked })}`}>{row.documents}</a>
          </td>
          <td className="n">{amount(row.value)}</td>
          <td className="n">{percent(list.value ? row.value / list.value : 0)}</td>
        </tr>
      ))}
    </Listing>
  );
}
