import { setTimeout as sleep } from 'node:timers/promises';
import type { Week } from '#lib/week.ts';
import { isoDay } from '#lib/week.ts';
import { readWeek } from '#metrics/week.ts';
import type { Store } from '#prisma/client.ts';
import * as ledger from '#prisma/deliveries.ts';
import { fileLetter, generalLetter, quietGeneralWeeks, toldInGeneral } from '#prisma/letters.ts';
import { hold } from '#prisma/locks.ts';
import { tidySubscribers } from '#prisma/subscribers.ts';
import { unsubscribeUrl } from './blocks.ts';
import { compose } from './compose.ts';
import type { Digest, FiledDigest, Prepared } from './digest.ts';
import type { Follow } from './follow-kinds.ts';
import { candidateKeys, figuresOf, prepare } from './prepare.ts';
import { type Rendered, render } from './render.tsx';
import { type Carrier, connections, type Handed, type Sealed } from './send.ts';
import { hashOf, newToken } from './token.ts';
import { Troubles } from './troubles.ts';

/** Stands in the general letter where each reader's own token goes. */
const placeholder = 'TOKEN-OF-THE-READER';

export interface WeekLetter {
  prepared: Prepared;
  keys: readonly string[];
  digest: FiledDigest;
  /** For each reader, once the placeholder is replaced. */
  rendered: Rendered;
  /** For everybody, under /letters. */
  open: Rendered;
}

/** Composes the general letter of a week; what an earlier run filed of it stays as it was. */
export async function weekLetter(store: Store, week: Week, site: string): Promise<WeekLetter> {
  const facts = await readWeek(store, week);
  const keys = candidateKeys(facts);
  const told = Object.fromEntries(await toldInGeneral(store, keys, week.name));
  const prepared = prepare(facts, told);
  const filed = await generalLetter(store, week.name);
  const quietWeeks = await quietGeneralWeeks(store, week.name);
  const reader = {
    follows: [{ kind: 'general' as const, subject: '' }],
    told,
    quiet: 'every' as const,
    quietWeeks,
  };
  const digest = (filed?.digest as FiledDigest | undefined) ?? {
    ...compose(prepared, reader),
    figures: figuresOf(prepared),
  };
  const [rendered, open] = await Promise.all([
    render(digest, { site, token: placeholder }),
    render(digest, { site, token: null }),
  ]);
  return { prepared, keys, digest, rendered, open };
}

/** A rendered general letter with one reader's links in it. */
export const personalised = (rendered: Rendered, token: string): Rendered => ({
  ...rendered,
  html: rendered.html.replaceAll(placeholder, token),
  text: rendered.text.replaceAll(placeholder, token),
});

export interface DeliverOptions {
  week: Week;
  /** Only readers of these time zones; null: all. */
  timezones: readonly string[] | null;
  /** Only readers who confirmed before this moment; left out: all. */
  confirmedBefore?: Date;
  site: string;
  carrier: Carrier;
  /** Letters a second. */
  rate: number;
  /** Seconds until the next try after so many. */
  backoff?: (attempts: number) => number;
  /** Seconds this run waits for letters that are to be tried again; what is left then stays queued. */
  patience?: number;
  onProgress?: (sums: ledger.LedgerSums) => void;
  /** What went wrong with letters, in words without an address; to the standard error if not given. */
  onTrouble?: (words: string) => void;
}

/**
 * Sends the letter of a week to everybody who has not had it. May be killed and run again at any moment: a letter is
 * marked before it is handed over, so nobody gets it twice (decision 0007).
 * @returns the ledger's sums; null while another process is sending
 * @throws LostHold where another one may have begun to send: what is queued stays so
 */
export async function deliver(store: Store, options: DeliverOptions): Promise<ledger.LedgerSums | null> {
  const held = await hold(store.url, 'sending');
  if (!held) return null;
  try {
    const { week, site, timezones } = options;
    await ledger.settleDoubts(store);
    await tidySubscribers(store, isoDay());
    const letter = await weekLetter(store, week, site);
    const { subject, html, text } = letter.open;
    const ids = await fileLetter(store, {
      week: week.name,
      subject,
      html,
      text,
      digest: letter.digest,
      keys: letter.digest.keys,
    });
    await ledger.giveUpBefore(store, week.name);
    await ledger.enqueue(store, week.name, ids, timezones, options.confirmedBefore ?? null);
    const end = Date.now() + (options.patience ?? 900) * 1000;
    for (let silences = 0; ; ) {
      held.lost.throwIfAborted();
      const wasReached = await sendQueued(store, letter, options, held.lost);
      silences = wasReached ? 0 : silences + 1;
      const sums = await ledger.ledgerSums(store, week.name);
      options.onProgress?.(sums);
      if (sums.wait === null) return sums;
      const wait = wasReached
        ? sums.wait
        : Math.max(sums.wait, (options.backoff ?? defaultBackoff)(silences));
      if (Date.now() + wait * 1000 > end) return sums;
      await sleep(Math.max(50, wait * 1000), null, { signal: held.lost }).catch(() => {});
    }
  } finally {
    await held.release();
  }
}

const batchSize = 500;

/** So many letters in a row that reached no server: nobody answers there, and the rest need not try. */
const mostSilences = 2 * connections;

interface Pass {
  store: Store;
  letter: WeekLetter;
  options: DeliverOptions;
  /** Aborted once another process may have begun to send. */
  lost: AbortSignal;
  troubles: Troubles;
}

/**
 * One pass over what is queued and due, a batch at a time; several hands, one rate. A letter that cannot be made is put off
 * and keeps no other waiting.
 * @returns false where it broke off because no server answers
 * @throws what the database said, once every hand has let go of its letter
 */
async function sendQueued(
  store: Store,
  letter: WeekLetter,
  options: DeliverOptions,
  lost: AbortSignal,
): Promise<boolean> {
  const pace = pacer(options.rate);
  const troubles = new Troubles(options.week.name);
  const pass: Pass = { store, letter, options, lost, troubles };
  let told = Date.now();
  let silences = 0;
  try {
    for (let after = 0; ; ) {
      const batch = await ledger.nextQueued(store, options.week.name, letter.keys, after, batchSize);
      const last = batch.at(-1);
      if (!last) return true;
      after = last.id;
      const quiet: number[] = [];
      const due: { queued: ledger.Queued; digest: Digest | null }[] = [];
      for (const queued of batch) {
        try {
          const digest = digestFor(letter, queued);
          if (digest === 'quiet') quiet.push(queued.id);
          else due.push({ queued, digest });
        } catch (error) {
          await notMade(pass, queued, error as Error);
        }
      }
      await ledger.settleQuiet(store, quiet);
      const next = due.values();
      let isStopped = false;
      const hand = async () => {
        try {
          for (const { queued, digest } of next) {
            if (isStopped || lost.aborted || silences >= mostSilences) return;
            await pace();
            const wasReached = await sendOne(pass, queued, digest);
            if (wasReached !== null) silences = wasReached ? 0 : silences + 1;
            if (Date.now() - told > 2000) {
              told = Date.now();
              options.onProgress?.(await ledger.ledgerSums(store, options.week.name));
            }
          }
        } catch (error) {
          isStopped = true;
          throw error;
        }
      };
      // Who lets go of the sending while a hand still holds a letter would have that letter called doubtful by the next run.
      const ended = await Promise.allSettled(Array.from({ length: connections }, hand));
      for (const one of ended) if (one.status === 'rejected') throw one.reason;
      lost.throwIfAborted();
      if (silences >= mostSilences) return false;
    }
  } finally {
    const tell = options.onTrouble ?? ((words: string) => process.stderr.write(`${words}\n`));
    for (const words of troubles.inWords()) tell(words);
  }
}

async function notMade(
  { store, options: { backoff = defaultBackoff }, troubles }: Pass,
  queued: ledger.Queued,
  error: Error,
): Promise<void> {
  troubles.note(queued, 'could not be made', `${error.name}: ${error.message}`);
  // The same words fail the same way until somebody mends it.
  await ledger.putOff(store, queued.id, backoff(ledger.maxAttempts));
}

/** What this reader gets: null for the general letter as everybody gets it. */
function digestFor({ prepared, digest }: WeekLetter, queued: ledger.Queued): Digest | null | 'quiet' {
  const { quiet, quietWeeks, told } = queued;
  if (queued.general) {
    const isDue = !digest.quiet || quiet === 'every' || (quiet === 'fourth' && quietWeeks >= 3);
    return isDue ? null : 'quiet';
  }
  const own = compose(prepared, { follows: queued.follows as Follow[], told, quiet, quietWeeks });
  return own.due ? own : 'quiet';
}

/** @returns false where no server could be reached, null where nothing was to be handed over */
async function sendOne(pass: Pass, queued: ledger.Queued, digest: Digest | null): Promise<boolean | null> {
  const { store, letter, troubles, lost } = pass;
  const { week, site, carrier, backoff = defaultBackoff } = pass.options;
  const token = newToken();
  const links = { site, token };
  let sealed: Sealed;
  try {
    const rendered = digest ? await render(digest, links) : personalised(letter.rendered, token);
    sealed = await carrier.seal({
      ...rendered,
      id: `${week.name}.${queued.id}`,
      to: queued.address,
      unsubscribe: unsubscribeUrl(links),
    });
  } catch (error) {
    await notMade(pass, queued, error as Error);
    return null;
  }
  if (lost.aborted) return null;
  const attempts = await ledger.beginSending(store, queued.id, digest?.keys ?? [], hashOf(token));
  if (attempts === null) return null;
  const handed = await sealed();
  if (handed.state === 'again' && handed.why) troubles.note(queued, 'is tried again', handed.why);
  await ledger.settle(store, queued.id, withRetry(handed, attempts, backoff));
  return handed.state !== 'again' || handed.reply !== null;
}

const defaultBackoff = (attempts: number) => Math.min(3600, 15 * 4 ** (attempts - 1));

function withRetry(handed: Handed, attempts: number, backoff: (attempts: number) => number): ledger.Outcome {
  if (handed.state !== 'again') return handed;
  // What reached no server was no attempt of this letter.
  if (handed.reply !== null && attempts >= ledger.maxAttempts)
    return { state: 'failed', reply: handed.reply };
  return { ...handed, inSeconds: backoff(attempts) };
}

/** Lets through so many a second, evenly. */
export function pacer(rate: number): () => Promise<void> {
  let next = 0;
  return async () => {
    const now = performance.now();
    const mine = Math.max(now, next);
    next = mine + 1000 / rate;
    if (mine > now) await new Promise((resolve) => setTimeout(resolve, mine - now));
  };
}
