import type { Metadata } from 'next';
import { followsInWords, subscription } from '#digest/follow.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'Your letter', robots: { index: false } };

const done: Record<string, string> = {
  confirmed: 'Confirmed. The first letter comes on Monday.',
  change: 'Changed.',
  pause: 'Paused for four weeks.',
  unfollow: 'No longer followed.',
  leave: 'You are unsubscribed from everything.',
  refused: 'That could not be followed; nothing was changed.',
};

type Search = Record<string, string | string[] | undefined>;

export default async function Manage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  if (search.done === 'erase') {
    return (
      <>
        <h1>Everything is deleted</h1>
        <p>Your address, what you followed and what was sent to you are no longer here.</p>
      </>
    );
  }
  const token = typeof search.token === 'string' ? search.token : '';
  const found = token ? await subscription(await store(), token) : null;
  if (!found) {
    return (
      <>
        <h1>This link is no longer good</h1>
        <p>
          The newest letter has one that is. Without a letter, <a href="/subscribe">sign up again</a> with the
          same address and confirm.
        </p>
      </>
    );
  }
  const told = done[String(search.done ?? '')];
  const names = await followsInWords(await store(), found.follows);
  return (
    <>
      <h1>Your Monday letter</h1>
      {told ? <p role="status">{told}</p> : null}
      {found.state === 'paused' ? (
        <p>Paused until {found.pausedUntil}. Saving below ends the pause.</p>
      ) : null}
      {found.state === 'gone' ? <p>No letter goes to you. Saving below begins it again.</p> : null}
      <h2>What you follow</h2>
      <ul className="follows">
        {found.follows.map(({ kind, subject }, at) => (
          <li key={`${kind}:${subject}`}>
            {names[at]}{' '}
            <Button token={token} action="unfollow" which={kind === 'general' ? kind : `${kind}:${subject}`}>
              Stop following
            </Button>
          </li>
        ))}
      </ul>
      <h2>Change</h2>
      <form method="post" action="/manage/change">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="action" value="change" />
        <p>
          <label>
            Follows, one a line
            <br />
            <textarea
              name="follow"
              rows={8}
              cols={40}
              defaultValue={found.follows
                .map(({ kind, subject }) => (kind === 'general' ? kind : `${kind}:${subject}`))
                .join('\n')}
            />
          </label>
        </p>
        <p>
          <label>
            Time zone <input name="timezone" defaultValue={found.timezone} />
          </label>
        </p>
        <p>
          <label>
            In a quiet week{' '}
            <select name="quiet" defaultValue={found.quiet}>
              <option value="fourth">one short letter every fourth quiet week</option>
              <option value="every">a short letter each week</option>
              <option value="never">no letter</option>
            </select>
          </label>
        </p>
        <button type="submit">Save</button>
      </form>
      <h2>Pause or leave</h2>
      <p>A pause keeps what you follow; the letter comes again by itself.</p>
      <Button token={token} action="pause">
        Pause for four weeks
      </Button>
      <p>After unsubscribing your address stays known here, so that nothing goes to it.</p>
      <Button token={token} action="leave">
        Unsubscribe from everything
      </Button>
      <p>
        Deleting also removes the address, what you followed and what was sent to you. It cannot be undone.
      </p>
      <Button token={token} action="erase">
        Delete everything you know of me
      </Button>
    </>
  );
}

function Button(given: { token: string; action: string; which?: string; children: string }) {
  return (
    <form method="post" action="/manage/change">
      <input type="hidden" name="token" value={given.token} />
      <input type="hidden" name="action" value={given.action} />
      {given.which ? <input type="hidden" name="which" value={given.which} /> : null}
      <button type="submit">{given.children}</button>
    </form>
  );
}
