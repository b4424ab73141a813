import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liaisonList, rosterList } from '#app/api/_endpoints/rosters.ts';
import { readRoster } from '#metrics/roster.ts';
import type { Store } from '#prisma/client.ts';
import { insertRows } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;

beforeAll(async () => {
  store = await freshDatabase();
  await insertRows(store, {
    document: [
      { id: 'liaison-1653', body: 'ietf', kind: 'liaison', title: 'New work', stage: 'posted' },
      { id: 'liaison-1677', body: 'ietf', kind: 'liaison', title: 'Answer to it', stage: 'posted' },
    ],
    liaison: [
      {
        document_id: 'liaison-1653',
        from_groups: 'ITU-T TSAG',
        to_groups: 'IETF; IAB',
        purpose: 'action',
        posted: '2019-09-27',
        deadline: '2020-01-31',
      },
      {
        document_id: 'liaison-1677',
        from_groups: 'IETF',
        to_groups: 'ITU-T TSAG',
        purpose: 'response',
        posted: '2020-03-30',
      },
    ],
    relation: [{ source_id: 'liaison-1677', target_id: 'liaison-1653', type: 'answers' }],
    tenure: Array.from({ length: 4000 }, (_, n) => ({
      id: `tenure-${n}`,
      body: 'ietf',
      group_id: `group-${n % 300}`,
      post: 'chair',
      person_name: `Person ${n}`,
      evidence: 'primary',
      is_sample: false,
      from: `${2000 + (n % 20)}-03-01`,
      from_basis: 'snapshot',
      to: `${2002 + (n % 20)}-03-01`,
      to_basis: 'snapshot',
    })),
  });
});
afterAll(() => store.close());

const ask = async (endpoint: typeof rosterList, query: string) => {
  const body = await endpoint.read(store, { path: {}, query: new URLSearchParams(query) });
  const parsed: unknown = JSON.parse(body?.text ?? 'null');
  endpoint.schema?.parse(parsed);
  return parsed as {
    rows?: unknown[];
    on?: string;
    liaisons?: Record<string, unknown>[];
    total?: number;
    next?: string;
  };
};

describe('GET /api/v1/rosters', () => {
  it('answers row for row what the roster of the day holds', async () => {
    const answer = await ask(rosterList, 'body=ietf&on=2012-03-01');
    const roster = await readRoster(store, { body: 'ietf', on: '2012-03-01' });
    expect(answer.on).toBe('2012-03-01');
    expect(answer.rows).toEqual(roster.rows);
    expect(answer.rows).toHaveLength(400);
  });

  it('refuses a body it does not know, a day to come and a day that is none, and names the parameter', async () => {
    await expect(ask(rosterList, 'body=ieee')).rejects.toThrow(/parameter body.*one of ietf/);
    await expect(ask(rosterList, 'on=2999-01-01')).rejects.toThrow(/parameter on/);
    await expect(ask(rosterList, 'on=yesterday')).rejects.toThrow(/parameter on/);
    await expect(ask(rosterList, 'on=2012-03-01T10:00:00Z')).rejects.toThrow(/parameter on/);
  });
});

describe('GET /api/v1/liaisons', () => {
  it('tells who wrote to whom, what it answers and what answers it, the newest first', async () => {
    const { liaisons, total } = await ask(liaisonList, 'body=ietf');
    expect(total).toBe(2);
    expect(liaisons).toMatchObject([
      { id: 'liaison-1677', posted: '2020-03-30', answers: ['liaison-1653'], answeredBy: [] },
      { id: 'liaison-1653', deadline: '2020-01-31', answers: [], answeredBy: ['liaison-1677'] },
    ]);
  });

  it('finds the statements of a group by its whole name, and pages through them', async () => {
    expect((await ask(liaisonList, 'body=ietf&group=iab')).liaisons).toHaveLength(1);
    await expect(ask(liaisonList, 'body=ietf&group=TSAG')).rejects.toThrow(/parameter group/);
    const first = await ask(liaisonList, 'body=ietf&group=ietf&limit=1');
    expect(first.liaisons?.[0]?.id).toBe('liaison-1677');
    const second = await ask(
      liaisonList,
      `body=ietf&group=ietf&limit=1&after=${encodeURIComponent(first.next ?? '')}`,
    );
    expect(second.liaisons?.[0]?.id).toBe('liaison-1653');
    expect(second.next).toBe(null);
  });
});
