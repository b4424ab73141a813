import { type Store, sql } from './client.ts';
import type { LetterIds } from './letters.ts';
import type { Quiet, StoredFollow } from './subscribers.ts';

/** One queued letter and its reader. The address leaves this row only into the envelope of the mail. */
export interface Queued {
  id: number;
  subscriberId: number;
  address: string;
  general: boolean;
  quiet: Quiet;
  quietWeeks: number;
  follows: StoredFollow[];
  /** event key → the week that told it */
  told: Record<string, string>;
}

/** Soft refusals of one letter before it is given up; then hard bounces in a row before a reader is. */
export const maxAttempts = 6;
export const maxBounces = 2;

/**
 * Queues the week's letter for every active subscriber of these time zones (null: of all) that has none yet.
 * Who confirmed at `confirmedBefore` or later begins with the next one.
 */
export async function enqueue(
  store: Store,
  week: string,
  letters: LetterIds,
  timezones: readonly string[] | null,
  confirmedBefore: Date | null,
): Promise<number> {
  const rows = await store.query(sql`
    insert into delivery (week, subscriber_id, letter_id, state)
    select ${week}, s.id, case when exists (select 1 from follow f where f.subscriber_id = s.id and f.kind <> 'general')
                               then ${letters.personal}::int else ${letters.general}::int end, 'queued'
    from subscriber s
    where s.state = 'active' and (${timezones === null} or s.timezone = any(${[...(timezones ?? [])]}::text[]))
      and (${confirmedBefore}::timestamptz is null or s.confirmed_at < ${confirmedBefore})
      and exists (select 1 from follow f where f.subscriber_id = s.id)
    order by s.id on conflict (week, subscriber_id) do nothing returning id`);
  return rows.length;
}

/** The time zones in which an active subscriber waits. */
export const subscribedTimezones = async (store: Store): Promise<string[]> =>
  (
    await store.query<{ timezone: string }>(
      sql`select distinct timezone from subscriber where state in ('active', 'paused') order by 1`,
    )
  ).map((row) => row.timezone);

/** The next queued letters after `afterId` whose time has come, with what their readers were told of `keys` before. */
export async function nextQueued(
  store: Store,
  week: string,
  keys: readonly string[],
  afterId: number,
  limit: number,
): Promise<Queued[]> {
  const rows = await store.query<Omit<Queued, 'told'>>(sql`
    with batch as (
      select d.id::float8 as id, d.subscriber_id, d.letter_id from delivery d
      where d.week = ${week} and d.state = 'queued' and d.next_try <= now() and d.id > ${afterId} order by d.id limit ${limit}
    ), followed as (
      select f.subscriber_id, json_agg(json_build_object('kind', f.kind, 'subject', f.subject)) as follows
      from follow f where f.subscriber_id in (select subscriber_id from batch) group by 1
    )
    select b.id, b.subscriber_id as "subscriberId", s.address, l.kind = 'general' as general, s.quiet, s.quiet_weeks as "quietWeeks",
           coalesce(f.follows, '[]') as follows
    from batch b join subscriber s on s.id = b.subscriber_id join letter l on l.id = b.letter_id
    left join followed f on f.subscriber_id = b.subscriber_id order by b.id`);
  const personal = rows.filter((row) => !row.general).map((row) => row.subscriberId);
  const told = personal.length && keys.length ? await toldTo(store, personal, keys) : new Map();
  return rows.map((row) => ({ ...row, told: told.get(row.subscriberId) ?? {} }));
}

/** What readers were told of these events, by a letter of their own or by a general one that went to them. */
async function toldTo(
  store: Store,
  subscribers: readonly number[],
  keys: readonly string[],
): Promise<Map<number, Record<string, string>>> {
  const rows = await store.query<{ id: number; key: string; week: string }>(sql`
    with listed as (select unnest(${[...keys]}::text[]) as key), general as (
      select l.id, l.week, k.key from letter l, unnest(l.keys) k (key)
      where l.kind = 'general' and l.keys && ${[...keys]}::text[] and k.key in (select key from listed)
    )
    select t.subscriber_id as id, t.event_key as key, t.week from told t
    where t.subscriber_id = any(${[...subscribers]}::int[]) and t.event_key in (select key from listed)
    union
    select d.subscriber_id, g.key, g.week from general g join delivery d on d.letter_id = g.id
    where d.state in ('sending', 'sent') and d.subscriber_id = any(${[...subscribers]}::int[])`);
  const found = new Map<number, Record<string, string>>();
  for (const { id, key, week } of rows) {
    const of = found.get(id) ?? {};
    of[key] = week;
    found.set(id, of);
  }
  return found;
}

/**
 * Marks a letter as being handed over, together with what it tells and the token of its links, in one statement.
 * @returns which attempt this is; null where it is not to be sent any more: its reader left or paused
 */
export async function beginSending(
  store: Store,
  id: number,
  tells: readonly string[],
  tokenHash: string,
): Promise<number | null> {
  const [row] = await store.query<{ attempts: number }>(sql`
    with begun as (
      update delivery d set state = 'sending', sending_at = now(), attempts = attempts + 1
      from subscriber s where d.id = ${id} and d.state = 'queued' and s.id = d.subscriber_id and s.state = 'active'
      returning d.subscriber_id, d.week, d.attempts
    ), told as (
      insert into told (subscriber_id, event_key, week) select subscriber_id, key, week from begun, unnest(${[...tells]}::text[]) key
      on conflict do nothing
    ), token as (
      insert into subscriber_token (hash, subscriber_id, purpose, expires_at)
      select ${tokenHash}, subscriber_id, 'manage', now() + interval '400 days' from begun
    )
    select attempts from begun`);
  return row?.attempts ?? null;
}

export type Outcome =
  /** doubt: all of it was handed over and no answer came (decision 0007). */
  | { state: 'sent'; doubt: boolean }
  /** reply null: no server was reached, so that it was no attempt. */
  | { state: 'again'; inSeconds: number; reply: number | null }
  | { state: 'failed'; reply: number | null }
  | { state: 'bounced'; reply: number };

/** Writes down how handing over ended. What was surely not delivered was not told either. */
export async function settle(store: Store, id: number, outcome: Outcome): Promise<void> {
  if (outcome.state === 'sent') {
    await store.query(sql`
      with done as (update delivery set state = 'sent', doubt = ${outcome.doubt}, settled_at = now() where id = ${id} returning subscriber_id)
      update subscriber set bounces = 0, quiet_weeks = 0 where id in (select subscriber_id from done)`);
    return;
  }
  const state = outcome.state === 'again' ? 'queued' : outcome.state;
  const wait = outcome.state === 'again' ? outcome.inSeconds : 0;
  const isUncounted = outcome.state === 'again' && outcome.reply === null;
  await store.query(sql`
    with done as (
      update delivery set state = ${state}, reply = ${outcome.reply}, attempts = attempts - ${isUncounted ? 1 : 0}::int, next_try = now() + make_interval(secs => ${wait}),
        settled_at = case when ${state} = 'queued' then null else now() end
      where id = ${id} returning subscriber_id, week
    ), untold as (
      delete from told t using done where t.subscriber_id = done.subscriber_id and t.week = done.week
    )
    update subscriber s set bounces = bounces + 1, state = case when bounces + 1 >= ${maxBounces} then 'gone' else state end
    from done where s.id = done.subscriber_id and ${state} = 'bounced'`);
}

/** Leaves a letter that could not be made in the queue for so many seconds: no attempt of it. */
export async function putOff(store: Store, id: number, seconds: number): Promise<void> {
  await store.query(
    sql`update delivery set next_try = now() + make_interval(secs => ${seconds}) where id = ${id} and state = 'queued'`,
  );
}

/** Files the letters of these readers as not sent: their week was quiet. */
export async function settleQuiet(store: Store, ids: readonly number[]): Promise<void> {
  await store.query(sql`
    with done as (
      update delivery set state = 'quiet', settled_at = now() where id = any(${[...ids]}::bigint[]) and state = 'queued'
      returning subscriber_id
    )
    update subscriber set quiet_weeks = quiet_weeks + 1 where id in (select subscriber_id from done)`);
}

/** What of the weeks before this one is queued still has been overtaken: it counts as failed. */
export async function giveUpBefore(store: Store, week: string): Promise<void> {
  await store.query(
    sql`update delivery set state = 'failed', settled_at = now() where week < ${week} and state = 'queued'`,
  );
}

/** Letters a killed process left between handing over and knowing count as sent, in doubt. The caller holds the sending. */
export async function settleDoubts(store: Store): Promise<number> {
  const rows = await store.query(sql`
    update delivery set state = 'sent', doubt = true, settled_at = now() where state = 'sending' returning id`);
  return rows.length;
}

export interface LedgerSums {
  queued: number;
  sent: number;
  doubt: number;
  bounced: number;
  failed: number;
  quiet: number;
  /** Seconds until the next queued letter may be tried; null where none is queued. */
  wait: number | null;
}

export async function ledgerSums(store: Store, week: string): Promise<LedgerSums> {
  const [row] = await store.query<LedgerSums>(sql`
    select (count(*) filter (where state = 'queued'))::int as queued, (count(*) filter (where state = 'sent'))::int as sent,
           (count(*) filter (where doubt))::int as doubt, (count(*) filter (where state = 'bounced'))::int as bounced,
           (count(*) filter (where state = 'failed'))::int as failed, (count(*) filter (where state = 'quiet'))::int as quiet,
           extract(epoch from greatest(min(next_try) filter (where state = 'queued'), now()) - now())::float8
             * case when bool_or(state = 'queued') then 1 end as wait
    from delivery where week = ${week}`);
  return row ?? { queued: 0, sent: 0, doubt: 0, bounced: 0, failed: 0, quiet: 0, wait: null };
}
