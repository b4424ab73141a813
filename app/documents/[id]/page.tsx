import type { Metadata } from 'next';
import { type DocumentDetail, type Related, readDocument } from '#metrics/document.ts';
import { familiesOf } from '#metrics/proposals.ts';
import { AddressLink } from '../../_ui/address-link.tsx';
import { Missing } from '../../_ui/missing.tsx';
import { PrintedLists } from '../../_ui/printed.tsx';
import { idIn } from '../../_ui/query.ts';
import { SourceLink } from '../../_ui/source-link.tsx';
import { bodyNames, dateWords, groupTitle, kindName } from '../../_ui/words.ts';
import { Groups, SentAlong } from '../../liaisons/panel.tsx';
import { store } from '../../store.ts';
import { Makers } from './makers.tsx';
import { Stages } from './stages.tsx';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await readDocument(await store(), idIn((await params).id));
  return { title: found ? `${found.id}: ${found.title}` : 'No such document' };
}

export default async function DocumentPage({ params }: Props) {
  const document = await readDocument(await store(), idIn((await params).id));
  if (!document) return <Missing />;
  const families = await familiesOf(await store(), document.id);
  return (
    <>
      <p className="crumbs">
        {bodyNames[document.body] ?? document.body} · {kindName(document.kind, false)} · {document.id}
      </p>
      <h1>{document.title}</h1>
      {document.removedAt && (
        <p className="warn">
          Its source no longer lists it since {dateWords(document.removedAt)}. What was read stays here.
        </p>
      )}
      <Facts document={document} />
      {families.map(({ slug, title, event }) => (
        <p key={slug}>
          It is a step of a proposal that is followed here:{' '}
          <a href={`/proposals/${slug}#${event}`}>what became of {title}?</a>
        </p>
      ))}
      <Makers document={document} />
      <Stages document={document} />
      {document.notes && <p className="note">In reading the text: {document.notes.replace(/\.$/, '')}.</p>}
      {document.relations.length > 0 && (
        <>
          <h2>Related documents</h2>
          <ul>
            {document.relations.map((relation) => (
              <li key={relation.direction + relation.type + relation.id}>
                {relationWords(relation)}{' '}
                <a href={`/documents/${encodeURIComponent(relation.id)}`}>{relation.id}</a>
                {relation.title ? `, ${relation.title}` : <span className="soft"> (not read yet)</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      <PrintedLists posts={document.printedPosts} />
      {document.liaison && <Liaison liaison={document.liaison} />}
      {(document.revisions.length > 0 || document.events.length > 0) && <Life document={document} />}
      <p className="note">
        <a href={`/api/v1/documents/${encodeURIComponent(document.id)}`}>As JSON</a> · read from source{' '}
        <a href={`/sources#${document.source}`}>{document.source}</a>, first seen{' '}
        {dateWords(document.firstSeen)}
      </p>
    </>
  );
}

const words: Readonly<Record<string, readonly [out: string, back: string]>> = {
  obsoletes: ['Obsoletes', 'Obsoleted by'],
  updates: ['Updates', 'Updated by'],
  'is-also': ['Also known as', 'Also known as'],
  replaces: ['Replaces', 'Replaced by'],
  became: ['Became', 'Came from'],
  answers: ['Answers', 'Answered by'],
  revises: ['Revises', 'Revised by'],
  names: ['Names', 'Named by'],
};
const relationWords = ({ type, direction }: Related) => words[type]?.[direction === 'out' ? 0 : 1] ?? type;

/** What the day of a document is, where it is not that of a publication. */
const dayNames: Readonly<Record<string, string>> = { recommendation: 'Approved', liaison: 'Posted' };

function Facts({ document }: { document: DocumentDetail }) {
  const rows: [string, React.ReactNode][] = [];
  const add = (name: string, value: React.ReactNode) => {
    if (value !== null && value !== undefined && value !== '' && value !== false) rows.push([name, value]);
  };
  const isItem = document.kind === 'work-item';
  add(isItem ? 'Name' : 'Provisional name', document.provisionalName);
  // What is brought to a meeting of the ITU has a date, and is published to nobody by it.
  const isBrought = document.kind === 'contribution' || document.kind === 'temporary-document';
  const precision = isBrought ? document.publishedPrecision : 'day';
  const isTwice = isBrought && document.published === document.submitted;
  add(
    isBrought ? 'Dated' : (dayNames[document.kind] ?? 'Published'),
    !isTwice && document.published && dateWords(document.published, document.publishedPrecision),
  );
  add(
    isItem ? 'First registered' : isBrought ? 'Submitted' : 'First submitted',
    document.submitted &&
      dateWords(document.submitted, document.published === document.submitted ? precision : 'day'),
  );
  add(
    isItem ? 'Last update' : 'Last submitted',
    document.lastSubmitted &&
      `${dateWords(document.lastSubmitted, isBrought && document.lastSubmitted === document.submitted ? precision : 'day')}${document.rev && !isItem ? ` (${document.rev})` : ''}`,
  );
  add('Status', document.status?.toLowerCase());
  const isStage = document.stage && document.stage !== 'published' && !isItem;
  add(
    'Stage',
    isStage &&
      (document.stage === 'sample'
        ? 'known one by one, not from a complete list; it counts in no share'
        : document.stage?.replaceAll('-', ' ')),
  );
  add(isItem ? 'Version' : 'Edition', isItem || document.kind === 'recommendation' ? document.rev : null);
  add('Last call', document.openUntil && `anybody may comment until ${dateWords(document.openUntil)}`);
  add('Stream', document.stream);
  add(
    'Group',
    document.groupId && (
      <a href={`/groups/${encodeURIComponent(document.groupId)}`}>
        {groupTitle(document.groupName, document.groupId)}
      </a>
    ),
  );
  add(
    'Meeting',
    document.meetingId && (
      <a href={`/meetings/${encodeURIComponent(document.meetingId)}`}>{document.meetingId}</a>
    ),
  );
  add('Questions', document.questions);
  add('Study period', document.studyPeriod && `from ${document.studyPeriod}`);
  add('Approval process', document.approvalProcess);
  add('Timing, as printed', document.timing);
  add('Equivalent number', document.equivalent);
  add(
    'Who can read it',
    document.visibility &&
      ({
        public: 'everybody',
        login: 'members with an ITU login (TIES) only',
        'not-uploaded': 'nobody yet: not uploaded',
      }[document.visibility] ??
        document.visibility),
  );
  add(
    'Draft',
    document.draft && (
      <a href={`https://datatracker.ietf.org/doc/${encodeURIComponent(document.draft)}/`}>{document.draft}</a>
    ),
  );
  add('Pages', document.pageCount);
  add('DOI', document.doi && <a href={`https://doi.org/${document.doi}`}>{document.doi}</a>);
  add('At the source', document.url && <a href={document.url}>{document.url}</a>);
  for (const [name, page] of [
    [document.body.startsWith('itu') ? 'Its page' : 'The text we read', document.pages.text],
    [document.body.startsWith('itu') ? 'The list it stands in' : 'The index entry', document.pages.index],
  ] as const)
    add(
      name,
      page && (
        <>
          <a href={`/evidence/${page.id}`}>as archived</a> · <AddressLink url={page.url} />,{' '}
          {dateWords(page.fetchedAt)}
        </>
      ),
    );
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Liaison({ liaison }: { liaison: NonNullable<DocumentDetail['liaison']> }) {
  return (
    <>
      <h2>Liaison statement</h2>
      <p>
        From <Groups groups={liaison.from} /> to <Groups groups={liaison.to} />
        {liaison.purpose ? `, for ${liaison.purpose}` : ''}
        {liaison.posted ? `, posted ${dateWords(liaison.posted)}` : ''}
        {liaison.deadline ? `, answer asked for by ${dateWords(liaison.deadline)}` : ''}.
      </p>
      {liaison.attachments && liaison.attachments.length > 0 && (
        <p>
          Sent along: <SentAlong attachments={liaison.attachments} />.
        </p>
      )}
    </>
  );
}

function Life({ document }: { document: DocumentDetail }) {
  const steps = [
    ...document.revisions.map((one) => ({
      at: one.submitted,
      what: `version ${one.rev}`,
      page: one.page,
      isMonth: false,
    })),
    ...document.events.map((one) => ({
      at: one.at,
      what: [
        `${one.type.replaceAll('-', ' ')}${one.until ? ` until ${dateWords(one.until)}` : ''}`,
        ...(one.text ? [one.text] : []),
      ].join(': '),
      page: one.page,
      // RFCs are published in a month; the record puts its first day.
      isMonth: document.kind === 'rfc' && one.type === 'published',
    })),
  ].sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
  return (
    <>
      <h2>Its life</h2>
      <ul>
        {steps.map((step) => (
          <li key={`${step.at} ${step.what}`}>
            {dateWords(step.at, step.isMonth ? 'month' : 'day')}: {step.what}
            <SourceLink page={step.page} />
          </li>
        ))}
      </ul>
    </>
  );
}
