import { visibilityByGroup } from '#metrics/visibility.ts';
import { store } from '../store.ts';
import { packed } from './packed.ts';
import { type Column, Table } from './table.tsx';
import { amount, kindName, percent } from './words.ts';

const columns: readonly Column[] = [
  { head: 'Group', kind: 'row' },
  { head: 'Documents' },
  { head: 'Meetings', kind: 'n' },
  { head: 'Announced', kind: 'n' },
  { head: 'Listed', kind: 'n' },
  { head: 'Uploaded', kind: 'n' },
  { head: 'Open to all', kind: 'n' },
  { head: 'Not open', kind: 'n' },
  { head: 'Share not open' },
];

/** How much is hidden in all, in one sentence; nothing where no meeting is known. */
export async function Hidden() {
  const groups = await visibilityByGroup(await store());
  const documents = groups.reduce((sum, one) => sum + one.documents, 0);
  const hidden = groups.reduce((sum, one) => sum + one.hidden, 0);
  if (documents === 0) return null;
  return `Of ${amount(documents)} documents announced or listed for the meetings we know, ${amount(hidden)} (${percent(hidden / documents)}) are not known to be open to anyone without a member’s account.`;
}

/** For each group what is announced, listed, uploaded and open to all: how much is hidden is drawn, and why is said. */
export async function VisibilityLedger() {
  const groups = await visibilityByGroup(await store());
  if (groups.length === 0) return null;
  const number = (value: number | null) => (value === null ? 'not read' : amount(value));
  return (
    <section className="figure" id="visibility">
      <h2>How much of the work can the public see?</h2>
      <p className="answer">
        In {groups.filter(({ documents, hidden }) => hidden === documents).length} of the {groups.length} rows
        below not one document is known to be open to everybody.
      </p>
      <p className="subtitle">
        Announced: what the group says of its own meetings. Listed: what the public lists show. Uploaded:
        listed with a file. A file that is not open needs an account that the ITU gives to members; we ask for
        none of them. A column that was not read is unknown, not zero.
      </p>
      <Table
        columns={columns}
        rows={packed(
          groups.map((one) => {
            const part = one.hidden / Math.max(1, one.documents);
            return [
              { text: one.group, href: `/groups/${encodeURIComponent(one.group)}` },
              kindName(one.kind),
              amount(one.meetings),
              number(one.announced),
              number(one.listed),
              number(one.uploaded),
              number(one.public),
              amount(one.hidden),
              { text: percent(part), part },
            ];
          }),
        )}
      />
      <p className="row">
        <a href="/measures/visibility?body=itu-t">Meeting by meeting</a>
        <a href="/measures/visibility?body=itu-t&kind=temporary-document">Temporary documents</a>
      </p>
    </section>
  );
}
