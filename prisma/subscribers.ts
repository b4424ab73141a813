import type pg from 'pg';
import { type Store, sql } from './client.ts';
import { inTransaction } from './transaction.ts';

export const quietChoices = ['fourth', 'every', 'never'] as const;
export type Quiet = (typeof quietChoices)[number];

export interface StoredFollow {
  kind: string;
  subject: string;
}

/** What a reader chose: an IANA time zone, what a quiet week brings, and what is followed. */
export interface Choice {
  timezone: string;
  quiet: Quiet;
  follows: StoredFollow[];
}

/** A subscription as its reader may see it: without the address. */
export interface Subscription extends Choice {
  id: number;
  state: 'pending' | 'active' | 'paused' | 'gone';
  pausedUntil: string | null;
}

/**
 * Files a wish to subscribe under a confirm token; nothing of it takes effect before that token comes back.
 * @returns where the confirmation goes; null where this mailbox was asked too often today
 */
export async function askToSubscribe(
  store: Store,
  who: { address: string; mailbox: string },
  choice: Choice,
  tokenHash: string,
): Promise<string | null> {
  const [subscriber] = await store.query<{ id: number; address: string; asked: number }>(sql`
    with known as (
      insert into subscriber (address, mailbox, state, timezone, quiet)
      values (${who.address}, ${who.mailbox}, 'pending', ${choice.timezone}, ${choice.quiet})
      on conflict (mailbox) do update set mailbox = excluded.mailbox returning id, address
    )
    select id, address, (select count(*)::int from subscriber_token t
                         where t.subscriber_id = known.id and t.purpose = 'confirm' and t.created_at > now() - interval '1 day') as asked
    from known`);
  if (!subscriber || subscriber.asked >= 3) return null;
  await store.query(sql`
    insert into subscriber_token (hash, subscriber_id, purpose, choice, expires_at)
    values (${tokenHash}, ${subscriber.id}, 'confirm', ${JSON.stringify(choice)}::jsonb, now() + interval '3 days')`);
  return subscriber.address;
}

/** Uses a confirm token: the subscription is active with what was chosen. Null: no such token, used, or too old. */
export const confirmSubscriber = (store: Store, tokenHash: string): Promise<number | null> =>
  inTransaction(store, async (client) => {
    const { rows } = await client.query(
      `update subscriber_token set expires_at = now()
       where hash = $1 and purpose = 'confirm' and expires_at > now() returning subscriber_id as id, choice`,
      [tokenHash],
    );
    const used = rows[0] as { id: number; choice: Choice } | undefined;
    if (!used) return null;
    await client.query(
      `update subscriber set state = 'active', timezone = $2, quiet = $3, paused_until = null, bounces = 0,
         confirmed_at = coalesce(confirmed_at, now()) where id = $1`,
      [used.id, used.choice.timezone, used.choice.quiet],
    );
    await addFollows(client, used.id, used.choice.follows);
    return used.id;
  });

const addFollows = (client: pg.PoolClient, id: number, follows: readonly StoredFollow[]) =>
  client.query(
    `insert into follow (subscriber_id, kind, subject) select $1, * from unnest($2::text[], $3::text[]) on conflict do nothing`,
    [id, follows.map((follow) => follow.kind), follows.map((follow) => follow.subject)],
  );

/** A token for the links of one mail; only its hash is kept, for as long as such a mail may still be read. */
export async function grantToken(store: Store, id: number, tokenHash: string): Promise<void> {
  await store.query(sql`
    insert into subscriber_token (hash, subscriber_id, purpose, expires_at)
    values (${tokenHash}, ${id}, 'manage', now() + interval '400 days')`);
}

export async function subscriptionByToken(store: Store, tokenHash: string): Promise<Subscription | null> {
  const [row] = await store.query<Subscription>(sql`
    select s.id, s.state, s.timezone, s.quiet, s.paused_until::text as "pausedUntil",
           coalesce((select json_agg(json_build_object('kind', f.kind, 'subject', f.subject) order by f.created_at, f.kind, f.subject)
                     from follow f where f.subscriber_id = s.id), '[]') as follows
    from subscriber_token t join subscriber s on s.id = t.subscriber_id
    where t.hash = ${tokenHash} and t.purpose = 'manage' and t.expires_at > now()`);
  return row ?? null;
}

/** Puts a new choice in place of the old one. An empty list of follows is leaving. */
export async function changeSubscription(store: Store, id: number, choice: Choice): Promise<void> {
  if (choice.follows.length === 0) return leave(store, id);
  await inTransaction(store, async (client) => {
    await client.query(
      `update subscriber set timezone = $2, quiet = $3, state = 'active', paused_until = null where id = $1`,
      [id, choice.timezone, choice.quiet],
    );
    await client.query(
      `delete from follow where subscriber_id = $1 and (kind, subject) not in (select * from unnest($2::text[], $3::text[]))`,
      [id, choice.follows.map((follow) => follow.kind), choice.follows.map((follow) => follow.subject)],
    );
    await addFollows(client, id, choice.follows);
  });
}

/** No letter for so many weeks from today; the follows stay. */
export async function pause(store: Store, id: number, weeks: number): Promise<void> {
  await store.query(sql`
    update subscriber set state = 'paused', paused_until = current_date + ${weeks * 7}::int where id = ${id} and state <> 'gone'`);
  await forgetQueued(store, id);
}

/** Leaves everything. The mailbox stays known so that nothing goes to it, until its reader deletes that too. */
export async function leave(store: Store, id: number): Promise<void> {
  await store.query(sql`delete from follow where subscriber_id = ${id}`);
  await store.query(sql`update subscriber set state = 'gone', paused_until = null where id = ${id}`);
  await forgetQueued(store, id);
}

/** Leaves one follow and no other; with the last one everything. */
export async function unfollow(store: Store, id: number, { kind, subject }: StoredFollow): Promise<void> {
  await store.query(
    sql`delete from follow where subscriber_id = ${id} and kind = ${kind} and subject = ${subject}`,
  );
  const [row] = await store.query<{ n: number }>(
    sql`select count(*)::int as n from follow where subscriber_id = ${id}`,
  );
  if (row?.n === 0) await leave(store, id);
}

/** Deletes the subscriber and all that hangs on it: follows, tokens, ledger, what was told. */
export async function eraseSubscriber(store: Store, id: number): Promise<void> {
  await store.query(sql`delete from subscriber where id = ${id}`);
}

const forgetQueued = (store: Store, id: number) =>
  store.query(sql`delete from delivery where subscriber_id = ${id} and state = 'queued'`);

/**
 * Counts one attempt under a key within the running hour, and forgets the hours before.
 * @returns whether it is still within the limit
 */
export async function isWithinLimit(store: Store, key: string, limit: number): Promise<boolean> {
  await store.query(sql`delete from attempt where hour < date_trunc('hour', now())`);
  const [row] = await store.query<{ count: number }>(sql`
    insert into attempt (key, hour, count) values (${key}, date_trunc('hour', now()), 1)
    on conflict (key, hour) do update set count = attempt.count + 1 returning count`);
  return (row?.count ?? limit + 1) <= limit;
}

/** Wakes whose pause is over, and forgets tokens and unconfirmed sign-ups that are too old. */
export async function tidySubscribers(store: Store, today: string): Promise<void> {
  await store.query(sql`
    update subscriber set state = 'active', paused_until = null where state = 'paused' and paused_until <= ${today}::date`);
  await store.query(
    sql`delete from subscriber_token where expires_at < now() and (purpose <> 'confirm' or created_at < now() - interval '4 days')`,
  );
  await store.query(
    sql`delete from subscriber where state = 'pending' and created_at < now() - interval '7 days'`,
  );
}
