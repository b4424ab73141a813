import { z } from 'zod';
import { version } from '#lib/version.ts';
import { readHealth } from '#metrics/health.ts';
import { lastTick } from '#prisma/slots.ts';
import { store } from '../../store.ts';
import { answer, json } from '../_http/answer.ts';
import type { Endpoint } from '../_http/endpoint.ts';

export const sourceStates = ['ok', 'stale', 'broken', 'never'] as const;
const patienceMs = 3000;

const shape = z.object({
  status: z
    .enum(['ok', 'degraded', 'database-unreachable'])
    .describe('degraded: some source is stale or broken; its last good state stays.'),
  version: z.string(),
  worker: z.object({
    lastTick: z
      .string()
      .nullable()
      .describe(
        'When a worker last looked for what is due, ISO time. It looks every 30 seconds: where this is older than a few minutes, no source is read and no letter sent. null: no worker ever ran here.',
      ),
  }),
  sources: z.array(
    z.object({
      id: z.string(),
      state: z.enum(sourceStates),
      lastGood: z.string().nullable().describe('When it was last read whole, ISO time.'),
      asOf: z.string().nullable().describe('The day its data speaks of.'),
      rows: z.int(),
      message: z.string().nullable(),
      brokenSince: z.string().nullable(),
    }),
  ),
});

export const health: Omit<Endpoint, 'read'> = {
  path: '/api/health',
  summary: 'Whether this dashboard and each of its sources are well; 200 whenever the web process answers',
  query: {},
  type: 'application/json',
  schema: shape,
};

/** Says how things stand, also when the database does not answer. Never fails, never waits for long. */
export async function readState(request: Request): Promise<Response> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs);
  });
  const state = await Promise.race([current(), tooLong])
    .catch(
      (): z.infer<typeof shape> => ({
        status: 'database-unreachable',
        version,
        worker: { lastTick: null },
        sources: [],
      }),
    )
    .finally(() => clearTimeout(timer));
  return answer(request, { text: json(state), type: 'application/json', caching: 'never' });
}

async function current(): Promise<z.infer<typeof shape>> {
  const database = await store();
  const [sources, tick] = await Promise.all([readHealth(database), lastTick(database)]);
  const isWell = sources.every(({ state }) => state === 'ok' || state === 'never');
  return {
    status: isWell ? 'ok' : 'degraded',
    version,
    worker: { lastTick: tick },
    sources: sources.map(({ id, state, lastGood, asOf, rows, message, brokenSince }) => ({
      id,
      state,
      lastGood,
      asOf,
      rows,
      message,
      brokenSince,
    })),
  };
}
