import { readQuotedDocuments } from '#metrics/itu.ts';
import { packed } from '../_ui/packed.ts';
import { type Column, Table } from '../_ui/table.tsx';
import { dateWords, kindName } from '../_ui/words.ts';
import { store } from '../store.ts';

const columns: readonly Column[] = [
  { head: 'Document', kind: 'row' },
  { head: 'Title' },
  { head: 'Kind' },
  { head: 'Sources' },
  { head: 'Date' },
];

/** Documents that somebody quoted in public: known one by one. */
export async function Quoted() {
  const documents = await readQuotedDocuments(await store());
  if (documents.length === 0) return null;
  return (
    <>
      <h2 id="quoted">Contributions we know one by one</h2>
      <Table
        caption="Quoted somewhere in public; nothing is counted from these rows"
        columns={columns}
        rows={packed(
          documents.map(({ id, title, kind, sources, date, precision }) => [
            { text: id, href: `/documents/${encodeURIComponent(id)}` },
            title,
            kindName(kind, false),
            sources.join('; ') || 'unknown',
            dateWords(date, precision ?? 'day'),
          ]),
        )}
      />
    </>
  );
}
