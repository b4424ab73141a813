import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStore, type Store, sql } from '#prisma/client.ts';
import * as documents from '../../app/api/v1/documents/route.ts';
import Failed from '../../app/error.tsx';
import { store as storeOfPages } from '../../app/store.ts';
import { ask, serveFrom } from '../api.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
});
afterAll(() => store.close());

const limitOf = async (of: Store) => {
  const [row] = await of.query<{ limit: string }>(sql`select current_setting('statement_timeout') as limit`);
  return row?.limit;
};
const words = (digest?: string) =>
  renderToStaticMarkup(
    Failed({ error: Object.assign(new Error('inner words'), digest ? { digest } : {}), reset: () => {} }),
  );

describe('what takes the database too long to count', () => {
  it('is given up after half a minute for a page, and never for a run', async () => {
    vi.stubEnv('RAPPORTEUR_STORE_URL', store.url);
    (globalThis as { rapporteurStore?: unknown }).rapporteurStore = undefined;
    const pages = await storeOfPages();
    expect(await limitOf(pages)).toBe('30s');
    expect(await limitOf(store)).toBe('0');
    // One connection at rest takes the shorter limit, and the next question.
    await pages.query(sql`select set_config('statement_timeout', '50ms', false)`);
    const error = await pages.query(sql`select pg_sleep(5)`).catch((one: Error) => one);
    expect(words((error as { digest?: string }).digest)).toContain('It took more than 30 seconds to count');
    await pages.close();
    vi.unstubAllEnvs();
  }, 20_000);

  it('is told so by the API, with when to ask again', async () => {
    const hasty = openStore(store.url, { statementSeconds: 0.2 });
    serveFrom(hasty);
    const blocker = await store.pool.connect();
    try {
      await blocker.query('begin; lock table document in access exclusive mode');
      const answer = await ask(documents, '/api/v1/documents');
      expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '60']);
      expect(await answer.json()).toMatchObject({
        title: 'Service Unavailable',
        detail: expect.stringContaining('took more than 30 seconds to count and was given up'),
      });
      await blocker.query('rollback');
      expect((await ask(documents, '/api/v1/documents')).status).toBe(200);
    } finally {
      blocker.release();
      await hasty.close();
    }
  });

  it('is told apart from what we did not foresee, without inner words', () => {
    expect(words()).toContain('something we did not foresee');
    expect(words('12345')).not.toContain('30 seconds');
    expect(words('took-too-long')).not.toContain('inner words');
  });
});
