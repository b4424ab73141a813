import type { Metadata } from 'next';
import { isoDay } from '#lib/week.ts';
import { differencesOf, manyPath, manyWords, recordName, tellsMany } from '#metrics/change-words.ts';
import { type Change, type ChangeKind, changeKinds, readChanges, watchedSince } from '#metrics/changes.ts';
import { knownParams } from '#metrics/known.ts';
import { movedFigures, movedPictures } from '#metrics/moved.ts';
import { basisWords } from '#metrics/post-words.ts';
import { Listing } from '../_ui/listing.tsx';
import { afterOf, one, type Query, refuseOthers } from '../_ui/query.ts';
import { Refusal, refusing } from '../_ui/refusal.tsx';
import { dateWords, plural, postWords } from '../_ui/words.ts';
import { changeFilter, changeParameters, ofChange } from '../api/_endpoints/changes.ts';
import { store } from '../store.ts';
import { Moved } from './moved.tsx';

export const metadata: Metadata = { title: 'What changed' };

export default async function Changes({ searchParams }: { searchParams: Promise<Query> }) {
  const search = await searchParams;
  const watched = await watchedSince(await store());
  const read = await refusing(async () => {
    refuseOthers(search, [...Object.keys(changeParameters), 'toldBy', 'after']);
    const given = new URLSearchParams();
    for (const name of [...Object.keys(changeParameters), 'toldBy']) given.set(name, one(search[name]) ?? '');
    const known = {
      ...(await knownParams(await store(), changeFilter(given, 100, 100))),
      toldBy: ofChange(given),
    };
    const filter = { ...known, since: known.since ?? weekAgo() };
    const after = afterOf(search, /^\d{1,18}$/);
    return { filter, page: await readChanges(await store(), { ...filter, after }) };
  });
  if (!read.ok) return <Refusal error={read.error} path="/changes" />;
  const { page, filter } = read.value;
  const { kind, since } = filter;
  const first = watched[0]?.since ?? null;
  // Nobody looked before the first reading: of those days nothing can be told.
  const told = first !== null && since < first ? first : since;
  const isCorrected = kind === 'corrected' || page.changes.some((change) => change.kind === 'corrected');
  const moved = isCorrected
    ? await Promise.all([movedPictures(await store(), filter), movedFigures(await store())])
    : null;
  const address = (change: { kind?: ChangeKind | null; after?: string; since?: string }) => {
    const query = new URLSearchParams();
    const { limit: _, ...asked } = { ...filter, ...change };
    for (const [name, value] of Object.entries(asked)) if (value) query.set(name, String(value));
    return `/changes?${query}`;
  };
  return (
    <>
      <h1>What changed</h1>
      <p className="lede">
        {first === null
          ? 'Nothing can be told yet: no source has been read on this installation.'
          : page.total === 0
            ? `Nothing changed since ${dateWords(told)} in what we have read.`
            : filter.toldBy
              ? `${plural(page.total, 'record')} that one change tells of.`
              : `${plural(page.total, 'change')} since ${dateWords(told)}, the newest first.`}
        {first !== null &&
          told !== since &&
          ` Nothing can be told of earlier days: no source was watched before ${dateWords(first)}.`}
      </p>
      <p className="note">
        {watched.length > 0 && <Watched rows={watched} />} A source’s first reading is its baseline and makes
        no news; what happened is told once, a document together with its authors, a name that changed on many
        documents with their number. Whether each source is being read: <a href="/sources">sources</a>.
      </p>
      <p className="row">
        <span>Kind</span>
        <a href={address({ kind: null })} aria-current={kind === null ? 'true' : undefined}>
          all
        </a>
        {changeKinds.map((name) => (
          <a key={name} href={address({ kind: name })} aria-current={kind === name ? 'true' : undefined}>
            {name}
          </a>
        ))}
        <a href={address({ since: first?.slice(0, 10) ?? since })}>since we began to watch</a>
        <a href="/feed.atom">feed</a>
        {moved?.some((list) => list.length > 0) && <a href="#moved">pictures that moved</a>}
      </p>
      <form className="row" action="/changes">
        {Object.entries(filter).map(
          ([name, value]) =>
            value &&
            !['since', 'limit'].includes(name) && (
              <input key={name} type="hidden" name={name} value={String(value)} />
            ),
        )}
        <label>
          Since <input name="since" type="date" defaultValue={since?.slice(0, 10)} required />
        </label>
        <button type="submit">Show</button>
      </form>
      {filter.recordType === 'attendance' && (
        <p className="note">Changes of attendance to or from fewer than three people are not told.</p>
      )}
      {page.changes.length > 0 && (
        <Listing columns={['When', 'Kind', 'What', 'Difference', 'Evidence']}>
          {page.changes.map((change) => (
            <tr key={change.id} id={change.id}>
              <td>{dateWords(change.at)}</td>
              <td>{change.kind}</td>
              <th scope="row">
                {tellsMany(change) ? (
                  <a href={manyPath(change)}>{manyWords(change)}</a>
                ) : (
                  <>
                    {recordName(change.recordType)}
                    {': '}
                    {change.recordType === 'tenure' ? (
                      tenureOf(change)
                    ) : change.document ? (
                      <a href={`/documents/${encodeURIComponent(change.document.id)}`}>
                        {change.document.id}
                      </a>
                    ) : (
                      change.recordKey.replaceAll('#', ', ')
                    )}
                    {change.document?.title && <span className="soft"> {change.document.title}</span>}
                  </>
                )}
              </th>
              <td>{change.recordType === 'attendance' && tellsMany(change) ? '' : difference(change)}</td>
              <td>
                {change.page ? (
                  <a href={`/evidence/${change.page}`}>page</a>
                ) : (
                  <a href={`/sources#${change.source}`}>{change.source}</a>
                )}
              </td>
            </tr>
          ))}
        </Listing>
      )}
      {page.next && (
        <p>
          <a href={address({ after: page.next })}>Older changes</a>
        </p>
      )}
      {moved && <Moved pictures={moved[0]} figures={moved[1]} />}
    </>
  );
}

/** Since when each source is watched: what happened before its first good reading is in no list of changes. */
function Watched({ rows }: { rows: Awaited<ReturnType<typeof watchedSince>> }) {
  const days = new Map<string, string[]>();
  for (const { source, since } of rows) {
    const day = since.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), source]);
  }
  return (
    <>
      Watched since{' '}
      {[...days].map(([day, sources]) => `${dateWords(day)}: ${sources.join(', ')}`).join('; since ')}.
    </>
  );
}

/** Whose post it is: `chair of SG13, A. Name`. */
function tenureOf({ before, after, recordKey }: Change) {
  const { post, person_name: person, person_id: id, group_id: group } = after ?? before ?? {};
  if (typeof post !== 'string' || typeof person !== 'string') return recordKey;
  return (
    <>
      {postWords(post)}
      {typeof group === 'string' && (
        <>
          {' '}
          of <a href={`/groups/${encodeURIComponent(group)}`}>{group}</a>
        </>
      )}
      , {typeof id === 'string' ? <a href={`/people/${encodeURIComponent(id)}`}>{person}</a> : person}
    </>
  );
}

const weekAgo = () => isoDay(new Date(Date.now() - 7 * 86_400_000));

/** Which words changed, before and after; of a post that ended, on which day and why it counts as ended. */
function difference({ kind, recordType, before, after }: Change): string {
  if (!before || !after) return kind === 'removed' ? 'no longer listed' : '';
  const hasEnded = recordType === 'tenure' && !before.to && typeof after.to === 'string';
  const basis = basisWords[String(after.to_basis)]?.[1] ?? 'as stated by the source';
  const rest = differencesOf(recordType, before, after)
    .filter(({ column }) => !hasEnded || (column !== 'to' && column !== 'to_basis'))
    .map((one) =>
      one.before === null || one.after === null
        ? `${one.name}: written anew`
        : `${one.name}: ${one.before} → ${one.after}`,
    );
  return [...(hasEnded ? [`ended ${dateWords(String(after.to))}: ${basis}`] : []), ...rest].join('; ');
}
