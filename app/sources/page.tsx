import type { Metadata } from 'next';
import { readHealth, readUnresolved, type SourceHealth } from '#metrics/health.ts';
import { AddressLink } from '../_ui/address-link.tsx';
import { Listing } from '../_ui/listing.tsx';
import { amount, bodyNames, dateWords, plural } from '../_ui/words.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'Sources' };
export const dynamic = 'force-dynamic';

export default async function Sources() {
  const open = await store();
  const [sources, unmatched] = await Promise.all([readHealth(open), readUnresolved(open, 60)]);
  return (
    <>
      <h1>Where it comes from</h1>
      <p className="lede">
        Every source, when we last read it well, and what we could not read. A source that breaks keeps its
        last good state, and says so here; the fault is taken to be ours until we know better.
      </p>
      {sources.map((source) => (
        <section key={source.id} id={source.id}>
          <h2>{source.title}</h2>
          <p className={source.state === 'broken' ? 'warn' : undefined}>{stateWords(source)}</p>
          {source.state !== 'broken' &&
            source.message &&
            source.message !== 'nothing new' &&
            source.mode !== 'starter' && <p className="note">Noted at that reading: {source.message}.</p>}
          <dl className="facts">
            <dt>Id</dt>
            <dd>
              <code>{source.id}</code> ({bodyNames[source.body] ?? source.body})
            </dd>
            <dt>Home</dt>
            <dd>
              <AddressLink url={source.home} />
            </dd>
            <dt>Rows</dt>
            <dd>{amount(source.rows)}</dd>
            <dt>Terms</dt>
            <dd>{source.licence}</dd>
            <dt>Read it again</dt>
            <dd>
              <code>npm run scrape -- {source.id}</code>
            </dd>
          </dl>
        </section>
      ))}
      <h2 id="unmatched">Affiliations we could not match</h2>
      <p>
        {plural(unmatched.authorships, 'authorship names', 'authorships name')} an affiliation that is on no
        list of ours, in {plural(unmatched.spellings, 'spelling')}. They count as unknown. Those below would
        settle most; each line added to <code>entities/</code> settles its rows.
      </p>
      <Listing columns={['As printed', ['Authorships', 'n'], ['Documents', 'n'], 'For example']}>
        {unmatched.rows.map((row) => (
          <tr key={row.text}>
            <th scope="row">{row.text}</th>
            <td className="n">{row.authorships}</td>
            <td className="n">{row.documents}</td>
            <td>
              <a href={`/documents/${encodeURIComponent(row.example)}`}>{row.example}</a>
            </td>
          </tr>
        ))}
      </Listing>
    </>
  );
}

function stateWords(source: SourceHealth): string {
  const good = source.lastGood ? dateWords(source.lastGood) : null;
  switch (source.state) {
    case 'never':
      return 'Not read yet on this installation. One command reads it.';
    case 'broken':
      return `We could not read it since ${dateWords(source.brokenSince)}: ${source.message ?? 'no reason recorded'}. ${good ? `What stands here is from ${good}.` : 'Nothing of it is here.'}`;
    case 'stale':
      return source.mode === 'starter'
        ? `${starterWords(source)} That is longer ago than it should be, and nothing newer is known here until somebody reads it again.`
        : `Last read well on ${good}; it speaks of ${dateWords(source.asOf)}, which is longer ago than it should be.`;
    case 'ok':
      return source.mode === 'starter'
        ? starterWords(source)
        : speaksOfEarlier(source)
          ? `Read well on ${good}; it speaks of ${dateWords(source.asOf)}.`
          : `Read well on ${good}.`;
  }
}

/** Curated facts and archives speak of a day of their own, however lately they were read. */
const speaksOfEarlier = ({ asOf, lastGood }: SourceHealth): boolean =>
  asOf !== null && lastGood !== null && asOf < lastGood.slice(0, 10);

/** Its message says what the starter data holds. */
const starterWords = (source: SourceHealth): string =>
  `Not read on this installation yet. What is here is the ${source.message ?? 'starter data'}. It comes with the program and speaks of ${dateWords(source.asOf)}.`;
