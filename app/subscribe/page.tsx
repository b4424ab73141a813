import type { Metadata } from 'next';
import { eventKinds, followKinds, followsInWords, previewFollows, readChoice } from '#digest/follow.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { plural } from '../_ui/numbers.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'The Monday letter' };

const refused: Record<string, string> = {
  address: 'That is not an e-mail address mail can go to. Give one such as reader@example.org.',
  follows: 'Choose the general letter or something to follow.',
  'too-many': 'There were too many sign-ups from here within this hour. Try again later.',
};

type Search = Record<string, string | string[] | undefined>;

function formOf(search: Search): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) form.append(name, one);
  }
  return form;
}

export default async function Subscribe({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const isChosen = 'choose' in search;
  let choice: ReturnType<typeof readChoice> | null = null;
  let wrong = refused[String(search.refused ?? '')] ?? null;
  try {
    choice = isChosen ? readChoice(formOf(search)) : null;
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    wrong = error.message;
  }
  const follows = choice?.follows ?? [];
  const names = follows.length > 0 ? await followsInWords(await store(), follows) : [];
  const preview =
    choice && follows.length > 0 ? await previewFollows(await store(), follows, new Date()) : null;
  return (
    <>
      <h1>One letter, on Mondays</h1>
      <p>
        What changed for what you follow, why you got each item, what you can still act on and by when. At
        most 450 words, at 07:00 of your own Monday; silence when nothing happened. No account, no tracking;
        your address is used for this and never shown.
      </p>
      {wrong ? <p role="alert">{wrong}</p> : null}
      <h2>1. What to follow</h2>
      <form method="get" action="/subscribe">
        <input type="hidden" name="choose" value="1" />
        <p>
          <label>
            <input
              type="checkbox"
              name="general"
              value="1"
              defaultChecked={!isChosen || 'general' in search}
            />{' '}
            The general letter: the week’s news of both bodies
          </label>
        </p>
        <Choices chosen={follows.filter((follow) => follow.kind !== 'general')} />
        <p>
          <label>
            Time zone <input name="timezone" defaultValue={choice?.timezone ?? 'UTC'} list="timezones" />
          </label>
          <datalist id="timezones">
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </p>
        <p>
          <label>
            In a quiet week{' '}
            <select name="quiet" defaultValue={choice?.quiet ?? 'fourth'}>
              <option value="fourth">one short letter every fourth quiet week</option>
              <option value="every">a short letter each week</option>
              <option value="never">no letter</option>
            </select>
          </label>
        </p>
        <button type="submit">Show what it would have sent</button>
      </form>
      {preview ? (
        <p>
          It would have sent {plural(preview.total, 'item')} in the last four weeks
          {' ('}
          {preview.weeks.map(({ week, items }) => `${week}: ${items}`).join(', ')}).
        </p>
      ) : null}
      {preview?.heavy ? (
        <p role="alert">
          More than twenty in a week is more than a letter holds; the rest would only be counted.
          {preview.narrower.length
            ? ` Follow instead the group in which most of it happened: ${preview.narrower
                .map(({ follow, name, items }) => `${name} (group ${follow.subject}: ${items} in four weeks)`)
                .join('; ')}.`
            : ' Follow a group or a kind of event instead of a whole country or a common word.'}
        </p>
      ) : null}
      <h2>2. Where it goes</h2>
      <form method="post" action="/subscribe/ask">
        {choice && follows.length > 0 ? (
          <>
            <p>Follows: {names.join('; ')}.</p>
            {follows.map((follow) => (
              <input
                key={`${follow.kind}:${follow.subject}`}
                type="hidden"
                name="follow"
                value={follow.kind === 'general' ? 'general' : `${follow.kind}:${follow.subject}`}
              />
            ))}
            <input type="hidden" name="timezone" value={choice.timezone} />
            <input type="hidden" name="quiet" value={choice.quiet} />
          </>
        ) : (
          <>
            <p>Follows: the general letter.</p>
            <input type="hidden" name="general" value="1" />
          </>
        )}
        <p>
          <label>
            E-mail address <input type="email" name="address" required autoComplete="email" maxLength={254} />
          </label>
        </p>
        <button type="submit">Send me the confirmation</button>
      </form>
      <p>
        Rather not give an address? Every follow is also a <a href="/feed.atom">feed</a>. Earlier letters are
        kept under <a href="/letters">letters</a>.
      </p>
    </>
  );
}

function Choices({ chosen }: { chosen: { kind: string; subject: string }[] }) {
  const rows = [...chosen.map((follow) => ({ ...follow, row: `${follow.kind}:${follow.subject}` }))];
  for (const row of ['first', 'second', 'third']) rows.push({ kind: 'country', subject: '', row });
  const kinds = Object.entries(followKinds).filter(([kind]) => kind !== 'general');
  return (
    <fieldset>
      <legend>And also</legend>
      {rows.map(({ kind, subject, row }) => (
        <p key={row}>
          <label>
            Follow{' '}
            <select name="kind" defaultValue={kind}>
              {kinds.map(([id, words]) => (
                <option key={id} value={id}>
                  {words}
                </option>
              ))}
            </select>
          </label>{' '}
          <label>
            named <input name="subject" defaultValue={subject} maxLength={120} />
          </label>
        </p>
      ))}
      <details>
        <summary>What to write there</summary>
        <p>
          A country by its ISO code (FR), an organisation or group by the last part of its page’s address here
          (huawei, quic, SG13), a post as group/post (quic/chair), a document by its id (rfc9000,
          draft-ietf-quic-v2), a kind of event by one of:
        </p>
        <ul>
          {Object.entries(eventKinds).map(([id, words]) => (
            <li key={id}>
              <code>{id}</code> {words}
            </li>
          ))}
        </ul>
      </details>
    </fieldset>
  );
}
