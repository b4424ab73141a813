import { readQuotedDocuments } from '#metrics/itu.ts';
import { dateWords, kindName } from '../_ui/words.ts';
import { store } from '../store.ts';

/** Documents that somebody quoted in public: known one by one. */
export async function Quoted() {
  const documents = await readQuotedDocuments(await store());
  if (documents.length === 0) return null;
  return (
    <>
      <h2 id="quoted">Contributions we know one by one</h2>
      <div className="scroll">
        <table>
          <caption>Quoted somewhere in public; nothing is counted from these rows</caption>
          <thead>
            <tr>
              <th scope="col">Document</th>
              <th scope="col">Title</th>
              <th scope="col">Kind</th>
              <th scope="col">Sources</th>
              <th scope="col">Date</th>
            </tr>
          </thead>
          <tbody>
            {documents.map(({ id, title, kind, sources, date }) => (
              <tr key={id}>
                <th scope="row">
                  <a href={`/documents/${encodeURIComponent(id)}`}>{id}</a>
                </th>
                <td>{title}</td>
                <td>{kindName(kind, false)}</td>
                <td>{sources.join('; ') || 'unknown'}</td>
                <td>{dateWords(date)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
