import type { Metadata } from 'next';
import { readLiaisons } from '#metrics/liaisons.ts';
import { amount, dateWords } from '../_ui/words.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'Liaison statements' };
export const dynamic = 'force-dynamic';

export default async function Liaisons() {
  const { liaisons: all, total } = await readLiaisons(await store(), { limit: 500 });
  return (
    <>
      <h1>What the bodies write to each other</h1>
      <p className="lede">
        A liaison statement is a letter from one standards body, or one of its groups, to another: for
        information, for comment, or asking for an answer by a day.
      </p>
      {all.length === 0 ? (
        <p className="warn">
          Not read yet on this installation. One command reads them:{' '}
          <code>npm run scrape -- ietf-liaisons</code>
        </p>
      ) : (
        <div className="scroll">
          <table>
            <caption>
              {amount(total)} statements, the newest {amount(all.length)} first
            </caption>
            <thead>
              <tr>
                <th scope="col">Posted</th>
                <th scope="col">Title</th>
                <th scope="col">From</th>
                <th scope="col">To</th>
                <th scope="col">For</th>
                <th scope="col">Answer by</th>
                <th scope="col">Answers</th>
              </tr>
            </thead>
            <tbody>
              {all.map((one) => (
                <tr key={one.id}>
                  <td>{dateWords(one.posted)}</td>
                  <th scope="row">
                    <a href={`/documents/${encodeURIComponent(one.id)}`}>{one.title}</a>
                  </th>
                  <td>{one.from}</td>
                  <td>{one.to}</td>
                  <td>{one.purpose ?? <span className="soft">not told</span>}</td>
                  <td>{one.deadline ? dateWords(one.deadline) : '–'}</td>
                  <td>
                    {one.answers.map((id) => (
                      <a key={id} href={`/documents/${encodeURIComponent(id)}`}>
                        {id}{' '}
                      </a>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
