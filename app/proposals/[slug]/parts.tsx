import type { Actor, Position, ProposalReading } from '#metrics/proposals.ts';
import { Listing } from '../../_ui/listing.tsx';
import { amount, bodyNames, datedWords, dateWords, plural } from '../../_ui/words.ts';

export const rules = ['declared', 'employer', 'parent'] as const;
export type Rule = (typeof rules)[number];

const countryUnder = (actor: Actor, rule: Rule) =>
  rule === 'declared' ? actor.country : rule === 'employer' ? actor.employerCountry : actor.parentCountry;

/** One actor's part in all steps where it took it. */
interface Part extends Position {
  steps: Pick<Position, 'event' | 'date'>[];
}

/** The same actor in the same part once, with every step, in the order of the first. */
function partsOf(positions: readonly Position[]): Part[] {
  const parts = new Map<string, Part>();
  for (const position of positions) {
    const key = `${position.role} ${position.organisationId ?? position.name}`;
    const part = parts.get(key);
    if (part) part.steps.push(position);
    else parts.set(key, { ...position, steps: [position] });
  }
  const roles = [...new Set(positions.map(({ role }) => role))];
  return [...parts.values()].sort((one, two) => roles.indexOf(one.role) - roles.indexOf(two.role));
}

/** Who stood where, as their own words or acts state it; in the order of the steps. */
export function Positions({
  proposal,
  rule,
  names,
}: {
  proposal: ProposalReading;
  rule: Rule;
  names: ReadonlyMap<string, string>;
}) {
  if (proposal.positions.length === 0) return null;
  return (
    <>
      <h2 id="who">Who did what</h2>
      <p className="row">
        <span>Country by</span>
        <span className="choice">
          {rules.map((name) => (
            <a
              key={name}
              href={`/proposals/${proposal.slug}?rule=${name}#who`}
              aria-current={name === rule ? 'true' : undefined}
            >
              {name}
            </a>
          ))}
        </span>
      </p>
      <Listing
        columns={['Part', 'Who', 'Organisation', 'Country', 'Steps']}
        caption="Parts as stated at each step. A list of who objected is a list of positions, never a bloc."
      >
        {partsOf(proposal.positions).map((one) => {
          const code = countryUnder(one, rule);
          return (
            <tr key={`${one.role} ${one.event} ${one.name}`}>
              <td>{one.role}</td>
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
              <td>
                {code ? (
                  <a href={`/countries/${code}`}>{names.get(code) ?? code}</a>
                ) : (
                  <span className="soft">none</span>
                )}
              </td>
              <td>
                {one.steps.map(({ event, date }, place) => (
                  <span key={event}>
                    {place > 0 && ', '}
                    <a href={`#${event}`}>{datedWords(date)}</a>
                  </span>
                ))}
              </td>
            </tr>
          );
        })}
      </Listing>
    </>
  );
}

/** Parts by which something is put before a body. */
const raising = new Set(['proposes', 'co-sponsors', 'presents']);
const placeName = (body: string) => (body === 'press' ? 'the press' : (bodyNames[body] ?? body));

/** What a newcomer needs in the first minute, out of the same steps as everything below. */
export function AtAGlance({ proposal }: { proposal: ProposalReading }) {
  const own = proposal.events.filter((event) => event.because === null);
  const [first, last] = [own[0], own.at(-1)];
  const beside = proposal.events.length - own.length;
  const who = (...roles: string[]) =>
    partsOf(proposal.positions.filter(({ role }) => roles.includes(role))).map(
      ({ organisationName, name }) => organisationName ?? name,
    );
  const bodies = [...new Set(own.map(({ body }) => body))];
  const raised = bodies.filter((body) =>
    own.some((event) => event.body === body && event.actors.some(({ role }) => raising.has(role))),
  );
  const elsewhere = bodies.filter((body) => !raised.includes(body));
  const rows: [string, string[]][] = [
    ['Proposed by', who('proposes', 'co-sponsors')],
    ['Objected to by', who('objects')],
    ['Raised at', raised.map(placeName)],
    ['Answered, discussed or reported at', elsewhere.map(placeName)],
  ];
  return (
    <dl className="facts">
      <dt>State</dt>
      <dd>
        <strong>{proposal.state.replaceAll('-', ' ')}</strong>, as of {dateWords(proposal.stateAsOf)}:{' '}
        {proposal.stateSentence}
      </dd>
      {rows
        .filter(([, names]) => names.length > 0)
        .map(([term, names]) => (
          <div key={term} style={{ display: 'contents' }}>
            <dt>{term}</dt>
            <dd>{[...new Set(names)].join(', ')}</dd>
          </div>
        ))}
      {first && last && (
        <>
          <dt>Steps</dt>
          <dd>
            {plural(own.length, 'step')}
            {beside > 0 && ` and ${amount(beside)} beside the family`}, from {datedWords(first.date)} (
            <a href={`#${first.id}`}>{first.title}</a>) to {datedWords(last.date)} (
            <a href={`#${last.id}`}>{last.title}</a>)
          </dd>
        </>
      )}
      {proposal.names.length > 1 && (
        <>
          <dt>Other names</dt>
          <dd>{proposal.names.slice(1).join(', ')}</dd>
        </>
      )}
      <dt>Why it is here</dt>
      <dd>
        {proposal.included.because} ({proposal.included.clause}; <a href="/method#proposals">the rule</a>, the
        same for every proposer)
      </dd>
    </dl>
  );
}
