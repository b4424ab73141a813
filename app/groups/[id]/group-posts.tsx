import type { GroupDetail } from '#metrics/group.ts';
import { staffPosts } from '#metrics/post-levels.ts';
import { blindStarter } from '#metrics/roster.ts';
import { BasisLegend, PostsOverTime, PostsTable } from '../../_ui/posts.tsx';
import { staffTitle } from '../../_ui/posts-by-level.tsx';
import { bodyNames, dateWords } from '../../_ui/words.ts';

/** The day that the roster of the group's body here speaks of; null where none was read. */
type RosterDay = { day: string; isStarter: boolean } | null;

const chairs = new Set(['chair', 'co-chair', 'acting-chair']);
/** Kinds of groups that somebody chairs. The others are led otherwise, or their posts stand under the group above. */
const chaired = new Set(['wg', 'rg', 'ag', 'rag', 'sg', 'fg', 'tsag']);

/** Who holds and held the posts of a group, and why somebody is not known; the secretariat's staff apart, as everywhere. */
export function GroupPosts({ group, roster }: { group: GroupDetail; roster: RosterDay }) {
  const officers = group.posts.filter(({ post }) => !staffPosts.includes(post));
  const staff = group.posts.filter(({ post }) => staffPosts.includes(post));
  const isHeld = ({ to }: { to: string | null }) => to === null || to > new Date().toISOString().slice(0, 10);
  const isChairMissing =
    chaired.has(group.kind) && !officers.some((post) => chairs.has(post.post) && isHeld(post));
  const isBlind = roster?.isStarter && officers.some(({ source }) => source === 'ietf-roles');
  return (
    <>
      <h2 id="posts">Posts</h2>
      {isChairMissing ? (
        <p>Chair: not known, because {whyUnknown(group, roster)}.</p>
      ) : (
        officers.length === 0 && <p>No post is known, because {whyUnknown(group, roster)}.</p>
      )}
      {officers.length > 0 && (
        <>
          <PostsOverTime posts={officers} />
          <BasisLegend posts={officers} />
          {isBlind && <p className="note">{blindStarter}</p>}
          <PostsTable
            posts={officers}
            caption="Those held now first; each date says how it is known"
            showGroup={false}
          />
        </>
      )}
      {staff.length > 0 && (
        <>
          <h3>{staffTitle}</h3>
          <PostsTable posts={staff} showGroup={false} />
        </>
      )}
    </>
  );
}

/** What would have to be read, or what was read and does not say it. */
function whyUnknown({ body, kind, parent, state }: GroupDetail, roster: RosterDay): string {
  const isIetf = ['ietf', 'irtf', 'iab'].includes(body);
  if (!isIetf && body !== 'itu-t')
    return `no source here reads rosters of the ${bodyNames[body] ?? body}; what is known of its posts is curated`;
  if (kind === 'question' || kind === 'wp')
    return `posts in it stand with the study group it belongs to${parent ? `, ${parent}` : ''}`;
  const command = isIetf ? 'ietf-groups ietf-roles' : 'itu-leadership itu-rapporteurs';
  if (roster === null)
    return `the rosters of the ${isIetf ? 'IETF' : 'ITU-T'} have not been read on this installation (npm run scrape -- ${command} reads them)`;
  if (state === 'concluded')
    return `rosters show the groups there are, and this one is concluded: who held its posts is known only where an earlier reading saw it`;
  return `the roster${roster.isStarter ? ' in the starter data' : ''} of ${dateWords(roster.day)} names nobody for it${roster.isStarter ? ` (npm run scrape -- ${command} reads a newer one)` : ''}`;
}
