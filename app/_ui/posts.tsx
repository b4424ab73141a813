import { isoDay } from '#lib/week.ts';
import { ituRegions } from '#metrics/itu.ts';
import type { Post } from '#metrics/post.ts';
import { basisWords } from '#metrics/post-words.ts';
import type { RosterRow } from '#metrics/roster.ts';
import { type TenureBar, Tenures } from '../_charts/tenures.tsx';
import { Sortable } from './sortable.tsx';
import { bodyNames, dateWords, postWords } from './words.ts';

/** One end of a tenure: the day, and how it is known, in whole words on pointing where no legend stands beside it. */
export function TenureEnd({
  day,
  basis,
  open,
  hasLegend = false,
}: {
  day: string | null;
  basis: string | null;
  open: string;
  hasLegend?: boolean;
}) {
  if (!day) return <span className="soft">{open}</span>;
  const words = basis && basis !== 'stated' ? (basisWords[basis] ?? [basis, basis]) : null;
  if (!words) return dateWords(day);
  const short = `(${words[0]})`;
  return (
    <>
      {`${dateWords(day)} `}
      {hasLegend ? (
        <span className="soft">{short}</span>
      ) : (
        <abbr className="soft" title={words[1]}>
          {short}
        </abbr>
      )}
    </>
  );
}

/** What the short words beside dates mean, for readers without a pointer. */
export function BasisLegend({ posts }: { posts: readonly Post[] }) {
  const used = new Set(posts.flatMap(({ fromBasis, toBasis }) => [fromBasis, toBasis]));
  const told = Object.entries(basisWords).filter(([basis]) => used.has(basis));
  if (told.length === 0) return null;
  return (
    <p className="note">
      Beside a date: {told.map(([, [short, whole]]) => `${short}, ${whole}`).join('; ')}. Nothing beside it:
      as stated by the source.
      {posts.some((post) => post.memberRegion) &&
        ` Beside a country: the region of that member state in the ITU’s own list (${Object.entries(
          ituRegions,
        )
          .map(([letter, name]) => `${letter} ${name}`)
          .join(', ')}). Which region nominated a holder is not printed there.`}
    </p>
  );
}

/** Posts as rows: who held what, for whom they worked then, from when to when, and how each date is known. */
export function PostsTable({
  posts,
  caption,
  showGroup = true,
  hasLegend = false,
}: {
  posts: Post[];
  caption?: string;
  showGroup?: boolean;
  /** A BasisLegend stands beside the table: hundreds of rows need not repeat it each. */
  hasLegend?: boolean;
}) {
  return (
    <Sortable>
      <table>
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>
            {showGroup && <th scope="col">Group</th>}
            <th scope="col">Post</th>
            <th scope="col">Held by</th>
            <th scope="col">Organisation then</th>
            <th scope="col">Country</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Evidence</th>
          </tr>
        </thead>
        <tbody>
          {posts.map((post) => (
            <tr key={post.id}>
              {showGroup && (
                <td>
                  <a href={`/groups/${encodeURIComponent(post.group.id)}`}>{post.group.id}</a>{' '}
                  {bodyNames[post.body] !== post.group.id && (
                    <span className="soft">{bodyNames[post.body] ?? post.body}</span>
                  )}
                </td>
              )}
              <td>{postWords(post.post) + (post.part ? `, ${post.part}` : '')}</td>
              <th scope="row">
                {post.person.id ? (
                  <a href={`/people/${encodeURIComponent(post.person.id)}`}>{post.person.name}</a>
                ) : (
                  post.person.name
                )}
              </th>
              <td>
                {post.organisation ? (
                  <a href={`/organisations/${post.organisation.id}`}>{post.organisation.name}</a>
                ) : (
                  (post.organisationText ?? <span className="soft">unknown</span>)
                )}
                {post.affiliationDocument && (
                  <>
                    {' '}
                    <a className="soft" href={`/documents/${post.affiliationDocument}`}>
                      (as in {post.affiliationDocument})
                    </a>
                  </>
                )}
              </td>
              <td>
                {post.country?.name ?? post.countryText ?? <span className="soft">unknown</span>}
                {post.region && <span className="soft">, put forward by {post.region}</span>}
                {post.memberRegion && (
                  <span className="soft">
                    {' '}
                    <abbr
                      title={`As a member state of the ITU it is in region ${post.memberRegion}, ${ituRegions[post.memberRegion]}; who put the holder forward is not printed`}
                    >
                      (member of region {post.memberRegion})
                    </abbr>
                  </span>
                )}
              </td>
              <td className="date">
                <TenureEnd day={post.from} basis={post.fromBasis} open="unknown" hasLegend={hasLegend} />
              </td>
              <td className="date">
                <TenureEnd day={post.to} basis={post.toBasis} open="holds it" hasLegend={hasLegend} />
              </td>
              <td>
                {post.sourceUrl ? (
                  <a href={post.sourceUrl}>{post.evidence}</a>
                ) : post.page ? (
                  <a href={`/evidence/${post.page}`}>{post.evidence}</a>
                ) : (
                  post.evidence
                )}
                {post.isSample && <span className="soft">, from a sample</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sortable>
  );
}

/** A row of a roster in the shape all tables of posts take. */
export const postOfRoster = (row: RosterRow): Post => ({
  id: row.id,
  body: row.body,
  group: { id: row.group, name: row.groupName },
  post: row.post,
  part: row.part,
  person: { id: row.person, name: row.personName },
  organisationText: row.organisationText,
  organisation: row.organisation
    ? { id: row.organisation, name: row.organisationName ?? row.organisation }
    : null,
  countryText: null,
  country: row.country ? { code: row.country, name: row.countryName ?? row.country } : null,
  affiliationDocument: row.affiliationDocument,
  region: row.region,
  memberRegion: row.memberRegion,
  from: row.from,
  fromBasis: row.fromBasis,
  to: row.to ?? row.until,
  toBasis: row.toBasis,
  evidence: row.evidence,
  sourceUrl: row.sourceUrl,
  isSample: row.isSample,
  note: null,
  source: row.source,
  page: row.page,
});

/** The same posts as lines over time, a post's holders one under the other; nothing where no date is known. */
export function PostsOverTime({ posts, showGroup = false }: { posts: readonly Post[]; showGroup?: boolean }) {
  const bars = posts
    .toSorted((a, b) => a.post.localeCompare(b.post) || (a.from ?? '').localeCompare(b.from ?? ''))
    .map(
      (post): TenureBar => ({
        id: post.id,
        label: post.person.name,
        detail: [
          postWords(post.post),
          post.part,
          showGroup ? post.group.id : null,
          post.organisation?.name ?? post.organisationText,
        ]
          .filter(Boolean)
          .join(', '),
        from: post.from,
        to: post.to,
      }),
    );
  return <Tenures bars={bars} today={isoDay()} />;
}
