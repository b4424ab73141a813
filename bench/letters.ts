import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Store } from '#prisma/client.ts';
import type { Measured } from './measure.ts';

const subscribers = 20_000;
const mebibytes = 512;

/** Readers with five follows each of what the week's documents name; synthetic addresses, removed afterwards. */
async function fill(store: Store): Promise<void> {
  await store.pool.query(
    `insert into subscriber (address, mailbox, state, timezone, quiet, confirmed_at)
     select 'reader' || n || '@example.org', 'reader' || n || '@example.org', 'active', 'UTC', 'every', now()
     from generate_series(1, $1) n`,
    [subscribers],
  );
  await store.pool.query(
    `with subject as (
       select row_number() over (order by kind, subject) as at, count(*) over () as n, kind, subject from (
         select 'country' as kind, code as subject from country
         union all select 'organisation', id from organisation
         union all select distinct 'group', group_id from document where group_id is not null
         union all select 'keyword', unnest(array['routing', 'security', 'addresses', 'optical', 'transport'])
         union all select 'event-kind', unnest(array['rfc-published', 'recommendation-approved', 'share-moved'])
       ) every_subject
     )
     insert into follow (subscriber_id, kind, subject)
     select s.id, f.kind, f.subject from subscriber s, generate_series(0, 4) k
     join lateral (select kind, subject from subject where at = 1 + (s.id * 7919 + k * 104729) % n) f on true
     on conflict do nothing`,
  );
}

/** Composing everybody's letter of a week beside reading what they follow and were told, in a process of its own. */
export async function letters(store: Store): Promise<Measured[]> {
  await fill(store);
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'letters-process.ts')],
    {
      env: { ...process.env, DATABASE_URL: store.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  child.stdout.on('data', (piece) => (said += piece));
  await new Promise((resolve) => child.once('close', resolve));
  await store.pool.query('delete from subscriber; delete from letter');
  const { read, composed, memory, letters: count } = JSON.parse(said) as Record<string, number>;
  if (count !== subscribers) throw new Error(`${count} letters composed, not ${subscribers}`);
  const question = `letters of ${subscribers.toLocaleString('en')} readers with five follows`;
  return [
    {
      question: `composing ${question}`,
      ours: composed ?? 0,
      peer: 'reading their rows',
      theirs: read ?? 0,
      target: 2,
    },
    {
      question: `${question}: memory`,
      ours: memory ?? 0,
      peer: 'the limit',
      theirs: mebibytes,
      target: 1,
      unit: 'MiB',
    },
  ];
}
