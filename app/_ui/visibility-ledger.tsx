import { type GroupVisibility, visibilityByGroup } from '#metrics/visibility.ts';
import { store } from '../store.ts';
import { hiddenWords } from './hidden-words.ts';
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
  { head: 'Not visible', kind: 'n' },
  { head: 'Share not visible' },
];

/** How much is hidden in all, in one sentence; nothing where no meeting is known. */
export async function Hidden() {
  const groups = await visibilityByGroup(await store());
  const sum = (of: (one: GroupVisibility) => number) => groups.reduce((all, one) => all + of(one), 0);
  const documents = sum((one) => one.documents);
  if (documents === 0) return null;
  return hiddenWords({
    documents,
    open: sum((one) => one.public ?? 0),
    closed: sum((one) => one.closed),
    unlisted: sum((one) => one.unlisted),
    unread: sum((one) => one.unread),
  });
}

/** For each group what is announced, listed, uploaded and open to all: how much is hidden is drawn, and why is said. */
export async function VisibilityLedger() {
  const groups = await visibilityByGroup(await store());
  if (groups.length === 0) return null;
  const number = (value: number | null) => (value === null ? 'not read' : amount(value));
  const read = groups.filter(({ listed }) => listed !== null);
  const open = read.filter((one) => (one.public ?? 0) > 0);
  return (
    <section className="figure" id="visibility">
      <h2>How much of the work can the public see?</h2>
      <p className="answer">
        {read.length === 0
          ? `The lists of none of the ${amount(groups.length)} rows below were read here, so what of them is listed or open is unknown.`
          : `The lists of ${amount(read.length)} of the ${amount(groups.length)} rows below were read; ${open.length === 0 ? 'none' : open.length} of these ${open.length === 1 ? 'offers' : 'offer'} a file to everybody.`}
      </p>
      <p className="subtitle">
        Announced: what the group says of its own meetings. Listed: what the public lists show. Uploaded:
        listed with a file. The lists of study groups offer no file openly: by the ITU’s rule a file needs an
        account that the ITU gives to members, and we ask for none of them. A column that was not read is
        unknown, not zero.
      </p>
      <Table
        columns={columns}
        rows={packed(
          groups.map((one) => {
            const missing = one.closed + one.unlisted;
            const part = missing / Math.max(1, one.documents);
            // Of what nobody has looked at a share says less than the documents do.
            const words =
              one.unread > 0
                ? `at least ${amount(missing)} of ${amount(one.documents)}; ${amount(one.unread)} not checked`
                : percent(part);
            return [
              { text: one.group, href: `/groups/${encodeURIComponent(one.group)}` },
              kindName(one.kind),
              amount(one.meetings),
              number(one.announced),
              number(one.listed),
              number(one.uploaded),
              one.public === 0 ? 'none, by rule' : number(one.public),
              one.listed === null ? 'unknown' : amount(missing),
              one.listed === null ? 'unknown: no list read' : { text: words, part },
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
