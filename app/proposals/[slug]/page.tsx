import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { Actor, Grade, Position, ProposalEvent, ProposalReading } from '#metrics/proposals.ts';
import { readProposal } from '#metrics/proposals.ts';
import { Lineage } from '../../_charts/lineage.tsx';
import { bodyNames, dateWords } from '../../_ui/words.ts';
import { store } from '../../store.ts';

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await readProposal(await store(), (await params).slug);
  return { title: found ? `What became of ${found.title}?` : 'No such proposal' };
}

const rules = ['declared', 'employer', 'parent'] as const;
type Rule = (typeof rules)[number];

const gradeWords: Record<Grade, string> = {
  primary: 'from the document or body itself',
  secondary: 'from somebody who saw it',
  'second-hand': 'from a report of a report',
  unchecked: 'not checked by us',
};

const when = ({ date, precision }: Pick<ProposalEvent, 'date' | 'precision'>) =>
  dateWords(`${date}-01-01`.slice(0, 10).replace(/^(\d{4}-\d{2})-01$/, '$1-01'), precision);

export default async function ProposalPage({ params, searchParams }: Props) {
  const proposal = await readProposal(await store(), (await params).slug);
  if (!proposal) notFound();
  const asked = String((await searchParams).rule ?? '');
  const rule: Rule = rules.find((name) => name === asked) ?? 'employer';
  return (
    <>
      <p className="crumbs">
        <a href="/proposals">Proposals</a> · {proposal.state.replaceAll('-', ' ')}
      </p>
      <h1>What became of {proposal.title}?</h1>
      <p className="lede">{proposal.summary}</p>
      <p>
        <strong>As of {dateWords(proposal.stateAsOf)}:</strong> {proposal.stateSentence}
      </p>
      {proposal.names.length > 1 && (
        <p className="note">Also under the names {proposal.names.slice(1).join(', ')}.</p>
      )}
      <p className="note">
        It stands here because: {proposal.included.because} ({proposal.included.clause};{' '}
        <a href="/method#proposals">the rule</a>, the same for every proposer.)
      </p>
      <h2>The steps in order</h2>
      <Lineage
        events={proposal.events.map(({ id, date, body, title, because }) => ({
          id,
          date,
          body,
          title,
          isOwn: because === null,
        }))}
        links={proposal.links}
      />
      <Positions proposal={proposal} rule={rule} />
      <h2>Step by step</h2>
      {proposal.events.map((event) => (
        <Step key={event.id} event={event} />
      ))}
      <Links proposal={proposal} />
      <Authors proposal={proposal} />
      {proposal.context.length > 0 && (
        <>
          <h2>Beside it</h2>
          <ul>
            {proposal.context.map((one) => (
              <li key={one.title}>
                <strong>{one.title}</strong>: {one.what}{' '}
                <Source source={one.source ?? null} evidence={one.evidence} />
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>What is open now</h2>
      {proposal.open.length === 0 ? (
        <p>Nothing under this family is before a body that we know of.</p>
      ) : (
        <ul>
          {proposal.open.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <p className="row">
        <a href={`/api/v1/proposals/${proposal.slug}`}>JSON</a>
        <a href={`/proposals/${proposal.slug}/feed.atom`}>Follow by feed</a>
        <a href={`/subscribe?proposal=${proposal.slug}`}>Follow by letter</a>
      </p>
      <p className="note">
        To cite: Rapporteur, “What became of {proposal.title}?”, dossier {proposal.slug}, as of{' '}
        {dateWords(proposal.asOf ?? proposal.stateAsOf)}.
      </p>
    </>
  );
}

function Source({ source, evidence }: { source: string | null; evidence: Grade }) {
  return (
    <>
      {source ? <a href={source}>source</a> : <span className="soft">no source</span>}{' '}
      <span className="grade" title={gradeWords[evidence]}>
        {evidence}
      </span>
    </>
  );
}

const countryUnder = (actor: Actor, rule: Rule) =>
  rule === 'declared' ? actor.country : rule === 'employer' ? actor.employerCountry : actor.parentCountry;

/** Who stood where, as their own words or acts state it; in the order of the steps. */
function Positions({ proposal, rule }: { proposal: ProposalReading; rule: Rule }) {
  if (proposal.positions.length === 0) return null;
  const byRole = new Map<string, Position[]>();
  for (const position of proposal.positions)
    byRole.set(position.role, [...(byRole.get(position.role) ?? []), position]);
  return (
    <>
      <h2>Who did what</h2>
      <p className="row">
        <span>Country by</span>
        <span className="choice">
          {rules.map((name) => (
            <a
              key={name}
              href={`/proposals/${proposal.slug}?rule=${name}`}
              aria-current={name === rule ? 'true' : undefined}
            >
              {name}
            </a>
          ))}
        </span>
      </p>
      <div className="scroll">
        <table>
          <caption>
            Parts as stated at each step. A list of who objected is a list of positions, never a bloc.
          </caption>
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col">Who</th>
              <th scope="col">Organisation</th>
              <th scope="col">Country</th>
              <th scope="col">Step</th>
            </tr>
          </thead>
          <tbody>
            {[...byRole].flatMap(([role, positions]) =>
              positions.map((one) => (
                <tr key={`${role} ${one.event} ${one.name}`}>
                  <td>{role.replaceAll('-', ' ')}</td>
                  <th scope="row" title={one.asStated ?? undefined}>
                    {one.name}
                  </th>
                  <td>
                    {one.organisationId ? (
                      <a href={`/organisations/${one.organisationId}`}>{one.organisationName}</a>
                    ) : (
                      (one.organisation ?? <span className="soft">none stated</span>)
                    )}
                  </td>
                  <td>{countryUnder(one, rule) ?? <span className="soft">unknown under this rule</span>}</td>
                  <td>
                    <a href={`#${one.event}`}>{one.date}</a>
                  </td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Step({ event }: { event: ProposalEvent }) {
  return (
    <article className="step" id={event.id}>
      <h3>{event.title}</h3>
      <p className="note">
        {when(event)} · {bodyNames[event.body] ?? event.body}
        {event.group ? `, ${event.group}` : ''}
        {event.document && (
          <>
            {' · '}
            {event.isOurs ? (
              <a href={`/documents/${encodeURIComponent(event.document)}`}>{event.document}</a>
            ) : (
              event.document
            )}
          </>
        )}
        {' · '}
        <Source source={event.source} evidence={event.evidence} />
      </p>
      {event.because && <p className="note">Stands here beside the family: {event.because}</p>}
      <p>{event.what}</p>
      {event.outcome && (
        <p>
          <strong>Outcome:</strong> {event.outcome}
        </p>
      )}
      {event.claims.length > 0 && (
        <>
          <p className="note">Accounts differ:</p>
          <ul>
            {event.claims.map((claim) => (
              <li key={claim.by + claim.says}>
                {claim.by}, on {claim.about}: {claim.says}{' '}
                <Source source={claim.source} evidence={claim.evidence} />
              </li>
            ))}
          </ul>
        </>
      )}
      {event.note && <p className="note">{event.note}</p>}
    </article>
  );
}

function Links({ proposal }: { proposal: ProposalReading }) {
  if (proposal.links.length === 0) return null;
  const titles = new Map(proposal.events.map((event) => [event.id, `${event.date} ${event.title}`]));
  const name = (id: string) => (titles.has(id) ? <a href={`#${id}`}>{titles.get(id)}</a> : id);
  return (
    <>
      <h2>How the steps hang together</h2>
      <div className="scroll">
        <table>
          <caption>Each link says on what it rests and who claims it</caption>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">Relation</th>
              <th scope="col">To</th>
              <th scope="col">Rests on</th>
              <th scope="col">Claimed by</th>
            </tr>
          </thead>
          <tbody>
            {proposal.links.map((link) => (
              <tr key={link.from + link.to + link.relation}>
                <td>{name(link.from)}</td>
                <td>{link.relation.replaceAll('-', ' ')}</td>
                <td>{name(link.to)}</td>
                <td>{link.basis}</td>
                <td>
                  {link.claimedBy} <Source source={link.source} evidence={link.evidence} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Authors({ proposal }: { proposal: ProposalReading }) {
  if (proposal.authors.length === 0) return null;
  return (
    <>
      <h2>Drafts and their authors then</h2>
      <div className="scroll">
        <table>
          <caption>As each version printed them</caption>
          <thead>
            <tr>
              <th scope="col">Document</th>
              <th scope="col">Date</th>
              <th scope="col">Authors, affiliation, country as printed</th>
            </tr>
          </thead>
          <tbody>
            {proposal.authors.map((row) => (
              <tr key={row.document + row.revision}>
                <th scope="row">
                  <a href={row.source}>
                    {row.document}
                    {row.revision ? `-${row.revision}` : ''}
                  </a>
                </th>
                <td>{row.date}</td>
                <td>
                  {row.authors
                    .map((author) =>
                      [author.name, author.affiliation, author.country].filter(Boolean).join(', '),
                    )
                    .join('; ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
