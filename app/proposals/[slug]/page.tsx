import type { Metadata } from 'next';
import { listCountries } from '#metrics/country.ts';
import type { Grade, ProposalEvent, ProposalReading } from '#metrics/proposals.ts';
import { readProposal } from '#metrics/proposals.ts';
import { Lineage } from '../../_charts/lineage.tsx';
import { Listing } from '../../_ui/listing.tsx';
import { Missing } from '../../_ui/missing.tsx';
import { bodyNames, datedWords, dateWords } from '../../_ui/words.ts';
import { store } from '../../store.ts';
import { AtAGlance, Positions, type Rule, rules } from './parts.tsx';

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await readProposal(await store(), (await params).slug);
  return { title: found ? `What became of ${found.title}?` : 'No such proposal' };
}

const gradeWords: Record<Grade, string> = {
  primary: 'from the document or body itself',
  secondary: 'from somebody who saw it',
  'second-hand': 'from a report of a report',
  unchecked: 'not checked by us',
};

export default async function ProposalPage({ params, searchParams }: Props) {
  const proposal = await readProposal(await store(), (await params).slug);
  if (!proposal) return <Missing />;
  const asked = String((await searchParams).rule ?? '');
  const rule: Rule = rules.find((name) => name === asked) ?? 'employer';
  const names = new Map((await listCountries(await store())).map(({ code, name }) => [code, name]));
  return (
    <>
      <p className="crumbs">
        <a href="/proposals">Proposals</a> · {proposal.state.replaceAll('-', ' ')}
      </p>
      <h1>What became of {proposal.title}?</h1>
      <p className="lede">{proposal.summary}</p>
      <AtAGlance proposal={proposal} />
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
      <Positions proposal={proposal} rule={rule} names={names} />
      <h2>Step by step</h2>
      {isCompiled(proposal) && (
        <p className="note">
          “A compilation by others”: its name and address were not kept with the facts taken from it, so it
          cannot be linked. What rests on it alone is second-hand and says so.
        </p>
      )}
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
        {dateWords(proposal.asOf)}.
      </p>
    </>
  );
}

const isCompiled = ({ events, links }: ProposalReading): boolean =>
  [...events.map(({ note }) => note), ...links.map(({ claimedBy }) => claimedBy)].some(
    (words) => words !== null && /compilation by others/i.test(words),
  );

function Source({ source, evidence }: { source: string | null; evidence: Grade }) {
  return (
    <>
      {source ? (
        <a href={source}>source</a>
      ) : (
        <span className="soft">{evidence === 'second-hand' ? 'nothing to link' : 'no source'}</span>
      )}{' '}
      <span className="grade" title={gradeWords[evidence]}>
        {evidence}
      </span>
    </>
  );
}

function Step({ event }: { event: ProposalEvent }) {
  return (
    <article className="step" id={event.id}>
      <h3>{event.title}</h3>
      <p className="note">
        {datedWords(event.date)} · {bodyNames[event.body] ?? event.body}
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
  const titles = new Map(
    proposal.events.map((event) => [event.id, `${datedWords(event.date)}: ${event.title}`]),
  );
  const name = (id: string) => (titles.has(id) ? <a href={`#${id}`}>{titles.get(id)}</a> : id);
  return (
    <>
      <h2>How the steps hang together</h2>
      <Listing
        columns={['From', 'Relation', 'To', 'Rests on', 'Claimed by']}
        caption="Each link says on what it rests and who claims it"
      >
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
      </Listing>
    </>
  );
}

function Authors({ proposal }: { proposal: ProposalReading }) {
  if (proposal.authors.length === 0) return null;
  return (
    <>
      <h2>Drafts and their authors then</h2>
      <Listing
        columns={['Document', 'Date', 'Authors, affiliation, country as printed']}
        caption="As each version printed them"
      >
        {proposal.authors.map((row) => (
          <tr key={row.document + row.revision}>
            <th scope="row">
              <a href={row.source}>
                {row.document}
                {row.revision ? `-${row.revision}` : ''}
              </a>
            </th>
            <td>{datedWords(row.date)}</td>
            <td>
              {row.authors
                .map((author) => [author.name, author.affiliation, author.country].filter(Boolean).join(', '))
                .join('; ')}
            </td>
          </tr>
        ))}
      </Listing>
    </>
  );
}
