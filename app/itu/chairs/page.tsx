import type { Metadata } from 'next';
import { readSamplePosts } from '#metrics/itu.ts';
import { studyPeriods } from '#metrics/study-periods.ts';
import { PostsTable } from '../../_ui/posts.tsx';
import { amount, plural } from '../../_ui/words.ts';
import { store } from '../../store.ts';
import { byPeriod } from '../sample.tsx';

export const metadata: Metadata = { title: 'Chairs and vice-chairs of ITU-T groups, a sample' };
export const dynamic = 'force-dynamic';

/** Posts in ITU-T groups that reports and pages of the time name, each row with its source. */
export default async function Chairs() {
  const posts = await readSamplePosts(await store());
  const periods = byPeriod(posts, studyPeriods());
  return (
    <>
      <p className="crumbs">
        <a href="/itu#sample">ITU</a>
      </p>
      <h1>Who chaired the ITU-T’s groups? A sample</h1>
      <p className="lede">
        {plural(posts.length, 'post')} known from reports and pages of the time: chairs, vice-chairs, chairs
        of working parties, rapporteurs.
      </p>
      <p className="warn">
        <strong>A sample, no roster.</strong> Some countries’ press prints more names than others’, so nothing
        is counted from this list. <a href="/leadership">Who held a post on one day</a> says what else is
        known.
      </p>
      <p className="row">
        {periods.map(({ name, held }) => (
          <a key={name} href={`#p-${name}`}>
            {name} ({amount(held.length)})
          </a>
        ))}
      </p>
      {periods.map(({ name, held }) => (
        <section key={name} id={`p-${name}`}>
          <h2>
            {name === 'unknown' ? 'Begun on a day that is not known' : `Begun in the study period ${name}`}
          </h2>
          <PostsTable
            posts={held}
            caption={`${plural(held.length, 'post')}; each date says how it is known`}
          />
        </section>
      ))}
    </>
  );
}
