import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#prisma/client.ts';
import { insertLists } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
const outbox = mkdtempSync(join(tmpdir(), 'rapporteur-outbox-'));
process.env.DATA_DIR = outbox;
process.env.PUBLIC_URL = 'http://127.0.0.1:1';

beforeAll(async () => {
  store = await freshDatabase();
  Object.assign(globalThis, { rapporteurStore: Promise.resolve(store) });
});
afterAll(() => store.close());

const routes = {
  'subscribe/ask': () => import('../../app/subscribe/ask/route.ts'),
  'confirm/now': () => import('../../app/confirm/now/route.ts'),
  'manage/change': () => import('../../app/manage/change/route.ts'),
  unsubscribe: () => import('../../app/unsubscribe/route.ts'),
};
const post = async (path: keyof typeof routes, fields: Record<string, string>, query = '') => {
  const { POST } = await routes[path]();
  const body = new URLSearchParams(fields);
  return POST(new Request(`http://127.0.0.1:1/${path}${query}`, { method: 'POST', body }));
};
const mails = () => {
  try {
    return readdirSync(join(outbox, 'outbox')).filter((name) => name.endsWith('.txt'));
  } catch {
    return [];
  }
};
const mailed = async (count: number) => {
  await expect.poll(() => mails().length, { timeout: 15_000 }).toBe(count);
  return mails().map((name) => readFileSync(join(outbox, 'outbox', name), 'utf8'));
};
const tokenIn = (text: string) => /token=([\w-]+)/.exec(text)?.[1] ?? '';

describe('signing up', () => {
  it('subscribes nobody before the mailed link is confirmed, answers known and unknown alike, and leaves by one click', async () => {
    const fields = {
      address: 'ann+rfc@example.org',
      general: '1',
      follow: 'country:FR',
      timezone: 'Europe/Paris',
    };
    const first = await post('subscribe/ask', fields);
    const [text = ''] = await mailed(1);
    const state = async () => (await store.prisma.subscriber.findFirst())?.state;
    expect(await state()).toBe('pending');

    const confirmed = await post('confirm/now', { token: tokenIn(text) });
    expect(await state()).toBe('active');
    const manage =
      new URL(confirmed.headers.get('location') ?? '', 'http://x').searchParams.get('token') ?? '';
    expect((await post('confirm/now', { token: tokenIn(text) })).headers.get('location')).toBe(
      '/confirm?failed=1',
    );

    const again = await post('subscribe/ask', fields);
    expect([again.status, again.headers.get('location')]).toEqual([
      first.status,
      first.headers.get('location'),
    ]);
    await mailed(2);

    await post('manage/change', { token: manage, action: 'unfollow', which: 'country:FR' });
    expect(await store.prisma.follow.findMany({ select: { kind: true } })).toEqual([{ kind: 'general' }]);
    await post('manage/change', { token: manage, action: 'pause' });
    expect(await state()).toBe('paused');
    expect((await post('unsubscribe', { 'List-Unsubscribe': 'One-Click' }, `?token=${manage}`)).status).toBe(
      200,
    );
    expect(await state()).toBe('gone');
    await post('manage/change', { token: manage, action: 'erase' });
    expect(await store.prisma.subscriber.count()).toBe(0);
    expect(await store.prisma.subscriberToken.count()).toBe(0);
  });

  it('keeps no token and refuses what is no address', async () => {
    const refused = await post('subscribe/ask', { address: 'a@b.org\r\nBcc: c@d.org', general: '1' });
    expect(refused.headers.get('location')).toBe('/subscribe?refused=address');
    await post('subscribe/ask', { address: 'bob@example.org', general: '1' });
    const texts = await mailed(3);
    const rows = JSON.stringify(await store.prisma.subscriberToken.findMany());
    for (const text of texts) expect(rows).not.toContain(tokenIn(text));
  });

  it('says what is followed by its name, and of what it does not know that it does not', async () => {
    await insertLists(store);
    await post('subscribe/ask', {
      address: 'eve@example.org',
      follow: 'country:FR\norganisation:huawei\npost:quic/chair\nkeyword:quantum\nevent-kind:rfc-published',
    });
    const said = (await mailed(4)).find((text) => text.includes('France')) ?? '';
    expect(said.replace(/\s+/g, ' ')).toContain(
      'the country France; the organisation Huawei; the post quic/chair, which nothing here is called yet; ' +
        'the word “quantum” in titles; RFCs published.',
    );
  });

  it('is refused to one client after twenty in an hour, under whatever addresses it claims to come from, and to no other', async () => {
    const ask = async (claimed: string, seen: string) => {
      const { POST } = await routes['subscribe/ask']();
      const body = new URLSearchParams({ address: 'no address', general: '1' });
      const headers = { 'x-forwarded-for': `${claimed}, ${seen}` };
      const answer = await POST(new Request('http://127.0.0.1:1/', { method: 'POST', body, headers }));
      return answer.headers.get('location');
    };
    const connection = { req: { socket: { remoteAddress: '127.0.0.1' } } };
    Object.assign(globalThis, { rapporteurAnswer: { getStore: () => connection } });
    for (let at = 0; at < 20; at++)
      expect(await ask(`198.51.100.${at}`, '203.0.113.5')).toBe('/subscribe?refused=address');
    expect(await ask('198.51.100.99', '203.0.113.5')).toBe('/subscribe?refused=too-many');
    expect(await ask('198.51.100.99', '203.0.113.6')).toBe('/subscribe?refused=address');
    connection.req.socket.remoteAddress = '192.0.2.1';
    expect(await ask('198.51.100.99', '203.0.113.5')).toBe('/subscribe?refused=address');
    for (let at = 1; at < 20; at++) await ask('198.51.100.99', `203.0.113.${at}`);
    expect(await ask('198.51.100.99', '203.0.113.99')).toBe('/subscribe?refused=too-many');
    Object.assign(globalThis, { rapporteurAnswer: undefined });
  });
});
