import type { Metadata } from 'next';
import { letterPage } from '#digest/follow.ts';
import { Listing } from '../../../../_ui/listing.tsx';
import { Missing } from '../../../../_ui/missing.tsx';
import { plural } from '../../../../_ui/numbers.ts';
import { store } from '../../../../store.ts';

export const metadata: Metadata = { title: 'The rows behind a number of a letter' };

type Given = { params: Promise<{ week: string; figure: string }> };

export default async function Rows({ params }: Given) {
  const { week, figure: id } = await params;
  const letter = await letterPage(await store(), week);
  const figure = letter?.figures.find((one) => one.id === id);
  if (!letter || !figure) return <Missing />;
  return (
    <>
      <h1>{figure.title}</h1>
      <p>
        {plural(figure.rows.length, 'row')}, as they stood when the letter of{' '}
        <a href={`/letters/${week}`}>{week}</a> was written.
      </p>
      <Listing columns={['Id', 'Title', 'Date']}>
        {figure.rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.id}</th>
            <td>{row.title}</td>
            <td>{row.date}</td>
          </tr>
        ))}
      </Listing>
    </>
  );
}
