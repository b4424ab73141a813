import { createHash } from 'node:crypto';
import { settings } from '#lib/env.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { isTimezone, parseWeek } from '#lib/week.ts';
import { followedNames } from '#metrics/followed.ts';
import type { Store } from '#prisma/client.ts';
import { generalLetter, generalLetters } from '#prisma/letters.ts';
import * as subscribers from '#prisma/subscribers.ts';
import { parseAddress } from './address.ts';
import { type Block, blocks } from './blocks.ts';
import type { Figure, FiledDigest } from './digest.ts';
import { eventKinds, type Follow, followKey, maxFollows, parseFollow } from './follow-kinds.ts';
import { confirmationMail, sendNotice } from './notice.ts';
import { hashOf, newToken } from './token.ts';
import { line } from './words.ts';

export { clientBehind } from './client.ts';
export { eventKinds, followKey, followKinds, parseFollow } from './follow-kinds.ts';
export { previewFollows } from './preview.ts';
export type { Block, Figure, Follow };
export { generalLetters };
export type Subscription = subscribers.Subscription;

/** What a form sends: any value may be missing, twice, or nonsense. */
type Form = Pick<FormData, 'get' | 'getAll'>;

const field = (form: Form, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

/**
 * What is chosen in a sign-up or manage form: `general` (a checkbox), `follow` (one `kind:subject` a line, as often as
 * given), `kind` and `subject` side by side, `timezone`, `quiet`.
 * @throws Unexpected in words for the reader
 */
export function readChoice(form: Form): subscribers.Choice & { follows: Follow[] } {
  const lines = form
    .getAll('follow')
    .flatMap((value) => (typeof value === 'string' ? value.split(/\r?\n/) : []));
  const kinds = form.getAll('kind').map(String);
  const subjects = form.getAll('subject').map(String);
  kinds.forEach((kind, at) => {
    if (subjects[at]?.trim()) lines.push(`${kind}:${subjects[at]}`);
  });
  if (field(form, 'general')) lines.unshift('general');
  const follows = new Map<string, Follow>();
  for (const text of lines.filter((line) => line.trim()).slice(0, maxFollows)) {
    const follow = parseFollow(text);
    follows.set(followKey(follow), follow);
  }
  const quiet = subscribers.quietChoices.find((choice) => choice === field(form, 'quiet')) ?? 'fourth';
  const timezone = isTimezone(field(form, 'timezone')) ? field(form, 'timezone') : 'UTC';
  return { timezone, quiet, follows: [...follows.values()] };
}

/** What a sign-up is answered with. `asked` says the same of every address, known or not. */
export type Answer =
  | { state: 'asked' }
  | { state: 'refused'; why: 'address' | 'follows' }
  | { state: 'too-many' };

/** Sign-ups an hour from one client, and from all of them together. */
const perClient = 20;
const perHour = 2000;

/**
 * Takes a wish to subscribe and mails a confirmation. Nothing is subscribed before it is confirmed.
 * `client`: where the request came from; only a hash of it is kept, for an hour.
 */
export async function signUp(store: Store, form: Form, client: string): Promise<Answer> {
  const key = createHash('sha256')
    .update(`sign-up ${client} ${new Date().toISOString().slice(0, 13)}`)
    .digest('hex');
  const isAllowed =
    (await subscribers.isWithinLimit(store, key, perClient)) &&
    (await subscribers.isWithinLimit(store, 'sign-up of all', perHour));
  if (!isAllowed) return { state: 'too-many' };
  const who = attempt(() => parseAddress(field(form, 'address')));
  if (!who) return { state: 'refused', why: 'address' };
  const choice = attempt(() => readChoice(form));
  if (!choice?.follows.length) return { state: 'refused', why: 'follows' };
  const token = newToken();
  const follows = await followsInWords(store, choice.follows);
  const address = await subscribers.askToSubscribe(store, who, choice, hashOf(token));
  if (address) {
    const given = settings();
    const mail = confirmationMail(given.publicUrl, token, follows);
    // The answer does not wait for the mail server: how long that takes would tell who is known.
    sendNotice(given, address, `confirmation-${hashOf(token).slice(0, 16)}`, mail).catch((error: Error) => {
      process.stderr.write(`A confirmation could not be sent: ${error.name}\n`);
    });
  }
  return { state: 'asked' };
}

/** What a reader typed is read or not; why not is said by the form. */
function attempt<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unexpected) return null;
    throw error;
  }
}

/** What each of these is called, in their order: `the country France`, `the word “quantum” in titles`. */
export async function followsInWords(
  store: Store,
  follows: readonly subscribers.StoredFollow[],
): Promise<string[]> {
  const names = await followedNames(store, follows);
  return follows.map((follow) => inWords(follow, names[`${follow.kind}:${follow.subject}`]));
}

function inWords({ kind, subject }: subscribers.StoredFollow, name: string | undefined): string {
  if (kind === 'general') return 'the general letter';
  if (kind === 'keyword') return `the word “${subject}” in titles`;
  if (kind === 'event-kind') return eventKinds[subject as keyof typeof eventKinds] ?? subject;
  if (name === undefined) return `the ${kind} ${subject}, which nothing here is called yet`;
  if (kind === 'post') return `the post ${name}`;
  return kind === 'document' ? `the document ${subject}, “${line(name, 70)}”` : `the ${kind} ${name}`;
}

/** Uses a confirm token. @returns a token for the manage page; null where it is unknown, used or too old */
export async function confirm(store: Store, token: string): Promise<string | null> {
  const id = await subscribers.confirmSubscriber(store, hashOf(token));
  if (id === null) return null;
  const manage = newToken();
  await subscribers.grantToken(store, id, hashOf(manage));
  return manage;
}

export const subscription = (store: Store, token: string): Promise<Subscription | null> =>
  subscribers.subscriptionByToken(store, hashOf(token));

/** What the manage page can do. */
export const actions = ['change', 'pause', 'unfollow', 'leave', 'erase'] as const;

/**
 * Does what a manage form asks for.
 * @returns what was done; null for a token or an action that is none
 * @throws Unexpected where the new choice cannot be one
 */
export async function manage(store: Store, form: Form): Promise<(typeof actions)[number] | null> {
  const found = await subscription(store, field(form, 'token'));
  const action = actions.find((one) => one === field(form, 'action'));
  if (!found || !action) return null;
  if (action === 'change') await subscribers.changeSubscription(store, found.id, readChoice(form));
  if (action === 'pause') await subscribers.pause(store, found.id, 4);
  if (action === 'unfollow') await subscribers.unfollow(store, found.id, parseFollow(field(form, 'which')));
  if (action === 'leave') await subscribers.leave(store, found.id);
  if (action === 'erase') await subscribers.eraseSubscriber(store, found.id);
  return action;
}

/** One click: leaves the letter, whatever state it is in. @returns false where the token is none */
export async function unsubscribe(store: Store, token: string): Promise<boolean> {
  const found = await subscription(store, token);
  if (!found) return false;
  await subscribers.leave(store, found.id);
  return true;
}

export interface LetterPage {
  week: string;
  subject: string;
  blocks: Block[];
  figures: Figure[];
}

/** The general letter of a week as everybody may read it; null where there is none of that name. */
export async function letterPage(store: Store, name: string): Promise<LetterPage | null> {
  let week: string;
  try {
    week = parseWeek(name).name;
  } catch {
    return null;
  }
  const filed = await generalLetter(store, week);
  if (!filed) return null;
  const digest = filed.digest as FiledDigest;
  return {
    week,
    subject: filed.subject,
    blocks: blocks(digest, { site: '', token: null }),
    figures: digest.figures,
  };
}
