import { type Holder, readHolders } from '#metrics/itu.ts';
import { type StudyPeriod, studyPeriods } from '#metrics/study-periods.ts';
import { Listing } from '../_ui/listing.tsx';
import { amount, plural } from '../_ui/words.ts';
import { store } from '../store.ts';

/** Posts by the study period in which their holders began, the newest first. */
export const byPeriod = <One extends Pick<Holder, 'from'>>(
  posts: readonly One[],
  periods: readonly StudyPeriod[],
) =>
  [...periods.map(({ name }) => name), 'unknown'].toReversed().flatMap((name) => {
    const held = posts.filter((post) => periodOf(post, periods) === name);
    return held.length ? [{ name, held }] : [];
  });

const periodOf = ({ from }: Pick<Holder, 'from'>, periods: readonly StudyPeriod[]): string =>
  periods.findLast((period) => from !== null && period.from <= from)?.name ?? 'unknown';

const chairs = new Set(['chair', 'acting-chair', 'co-chair']);

/** Chairs and vice-chairs that reports of the time name, by study period: names here, the rest on a page of its own. */
export async function Sample() {
  const posts = (await readHolders(await store())).filter(({ group }) => group !== 'ITU');
  if (posts.length === 0) return null;
  return (
    <>
      <h2 id="sample">Chairs and vice-chairs, a sample</h2>
      <p>
        {plural(posts.length, 'post')} known from reports and pages of the time. Some countries’ press prints
        more names than others’, so nothing is counted from this list.
      </p>
      <Listing
        columns={['Study period', 'Chairs known', 'Vice-chairs known', 'All posts known']}
        caption="A sample, by the study period in which they began; beside a name the country printed with it"
      >
        {byPeriod(posts, studyPeriods()).map(({ name, held }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="lines">{namesIn(held.filter(({ post }) => chairs.has(post)))}</td>
            <td className="lines">{namesIn(held.filter(({ post }) => post === 'vice-chair'))}</td>
            <td>
              <a href={`/itu/chairs#p-${name}`}>{amount(held.length)}</a>
            </td>
          </tr>
        ))}
      </Listing>
      <p className="row">
        <a href="/itu/chairs">All {amount(posts.length)}, each with organisation, dates and source</a>
        <a href="/leadership">Who held a post on one day</a>
      </p>
    </>
  );
}

// To make one takes longer than to compare hundreds of names with it.
const inNumber = new Intl.Collator('en', { numeric: true }).compare;

/** One line a group: `SG13: Anna Able (Sweden), Bo Both (country unknown)`. */
function namesIn(posts: readonly Holder[]): string {
  const groups = [...new Set(posts.map(({ group }) => group))].sort(inNumber);
  const nameOf = ({ post, name, country }: Holder) =>
    `${name} (${post.startsWith('acting') ? 'acting, ' : ''}${country ?? 'country unknown'})`;
  return (
    groups
      .map(
        (id) =>
          `${id}: ${posts
            .filter(({ group }) => group === id)
            .map(nameOf)
            .join(', ')}`,
      )
      .join('\n') || 'none known'
  );
}
