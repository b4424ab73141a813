import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settings } from '#lib/env.ts';
import { lastWeek } from '#lib/week.ts';
import { readDeadlines } from '#metrics/week-deadlines.ts';
import type { Store } from '#prisma/client.ts';
import { ietfDrafts } from '#scrapers/ietf/drafts.ts';
import { ietfGroups } from '#scrapers/ietf/groups.ts';
import { lastCallEnd } from '#scrapers/ietf/last-call.ts';
import { runSource } from '#scrapers/run.ts';
import * as groupRoute from '../../../app/api/v1/groups/[id]/route.ts';
import Calendar from '../../../app/calendar/page.tsx';
import * as feedRoute from '../../../app/calendar.ics/route.ts';
import DocumentPage from '../../../app/documents/[id]/page.tsx';
import { askJson, serveFrom } from '../../api.ts';
import { freshDatabase } from '../../database.ts';
import { quick } from './place.ts';
import { rowOf, type SmallDatatracker, serveDatatracker } from './small-datatracker.ts';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const announcement = (id: number, draft: string, sent: number, ends: string | null) => ({
  id,
  doc: `/api/v1/doc/document/${draft}/`,
  type: 'sent_last_call',
  time: `${inDays(sent)}T09:00:00Z`,
  desc: `The following Last Call announcement was sent out${ends ? ` (ends ${ends})` : ''}:<br><br>From: The IESG`,
});
const step = (id: number, draft: string, type: string, day: number) => ({
  id,
  doc: `/api/v1/doc/document/${draft}/`,
  type,
  time: `${inDays(day)}T09:00:00Z`,
  desc: '',
});
const leaves = (id: number, draft: string, day: number, to = 'AD Evaluation::Revised I-D Needed') => ({
  ...step(id, draft, 'changed_state', day),
  desc: `IESG state changed to <b>${to}</b> from In Last Call`,
});
/** open: to be commented on. again: announced a second time. The others are over, or say no day that can be. */
const names = ['open', 'again', 'ended', 'approved', 'withdrawn', 'silent', 'wrong'];
const draft = (name: string) => `draft-ietf-quic-${name}`;

const tables = () => ({
  'group/group': [rowOf.group(7, 'quic')],
  'group/grouphistory': [],
  'group/groupevent': [],
  'doc/state': [rowOf.state(1, 'active', 'draft'), rowOf.state(2, 'ietf-rm', 'draft')],
  'doc/document': names.map((name) =>
    rowOf.draft(draft(name), '03', {
      group: '/api/v1/group/group/7/',
      states: [`/api/v1/doc/state/${name === 'withdrawn' ? 2 : 1}/`],
    }),
  ),
  'doc/documentauthor': names.map((name, at) =>
    rowOf.author(at + 1, `/api/v1/doc/document/${draft(name)}/`, 1, 1),
  ),
  'doc/newrevisiondocevent': names.map((name, at) =>
    rowOf.revision(at + 1, draft(name), '00', '2024-01-01T09:00:00Z'),
  ),
  'doc/docevent': [
    announcement(21, draft('open'), -12, inDays(9)),
    announcement(22, draft('again'), -40, inDays(-20)),
    announcement(23, draft('again'), -9, inDays(12)),
    announcement(24, draft('ended'), -20, inDays(-1)),
    announcement(25, draft('approved'), -12, inDays(5)),
    step(26, draft('approved'), 'iesg_approved', -2),
    announcement(27, draft('withdrawn'), -12, inDays(5)),
    announcement(28, draft('silent'), -12, null),
    announcement(29, draft('wrong'), -12, '2999-12-31'),
  ] as Record<string, unknown>[],
  'doc/relateddocument': [],
  'doc/rfcauthor': [],
  'person/person': [rowOf.person(1, 'Ada Example')],
});

let store: Store;
let dataDir: string;
let tracker: SmallDatatracker;
const read = async () => {
  const here = { ...settings(), dataDir, mirrorUrl: tracker.url, crawlDelayMs: 0 };
  await runSource(store, { ...ietfGroups, floor: {} }, here, quick);
  return runSource(store, { ...ietfDrafts, floor: {} }, here, quick);
};
const words = (element: Parameters<typeof renderToStaticMarkup>[0]) =>
  renderToStaticMarkup(element)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const calendar = async () =>
  [...renderToStaticMarkup(await Calendar()).matchAll(/id="last-call-([^"]+)"/g)].map(([, id]) => id);

beforeAll(async () => {
  store = await freshDatabase();
  serveFrom(store);
  dataDir = await mkdtemp(join(tmpdir(), 'rapporteur-calls-'));
  tracker = await serveDatatracker(tables());
});
afterAll(async () => {
  await tracker.stop();
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('last calls', () => {
  it('are said to be unknown until drafts have been read', async () => {
    expect(words(await Calendar())).toContain('None is known here: drafts have not been read');
  });

  it('stand in the calendar while they are open, the soonest end first, and never beyond', async () => {
    const first = await read();
    expect(first.state).toBe('good');
    expect(first.message).toContain('a last call ends on a day that cannot be');
    expect(await calendar()).toEqual([draft('open'), draft('again')]);
    const [dates] = (await store.pool.query('select max(until)::text as last from document_event')).rows;
    expect(dates.last).toBe(inDays(12));
  });

  it('are on the page of the draft and of its group with their last day', async () => {
    const page = async (name: string) =>
      words(await DocumentPage({ params: Promise.resolve({ id: draft(name) }) }));
    expect(await page('open')).toContain('anybody may comment until');
    expect(await page('ended')).not.toContain('anybody may comment until');
    const { lastCalls } = await askJson<{ lastCalls: { document: string; until: string }[] }>(
      groupRoute,
      '/api/v1/groups/quic',
      { id: 'quic' },
    );
    expect(lastCalls.map(({ document, until }) => [document, until])).toEqual([
      [draft('open'), inDays(9)],
      [draft('again'), inDays(12)],
    ]);
  });

  it('are in the calendar feed where it is asked for them', async () => {
    const feed = async (query: string) => {
      const answer = await feedRoute.GET(new Request(`http://localhost/calendar.ics${query}`));
      return (await answer.text()).replaceAll('\r\n ', '');
    };
    expect(await feed('')).not.toContain('Last call ends');
    const day = inDays(9).replaceAll('-', '');
    expect(await feed('?last-calls=all')).toMatch(
      new RegExp(`DTSTART;VALUE=DATE:${day}[^]*Last call ends: Title of ${draft('open')}`),
    );
  });

  it('are in the letter as they were known in its week, and only those that have not ended when it arrives', async () => {
    const letter = async (to: string) =>
      (await readDeadlines(store, { ...lastWeek(new Date()), to })).map(({ kind, id, date }) => [
        kind,
        id,
        date,
      ]);
    const open = ['last-call', draft('open'), inDays(9)];
    const again = ['last-call', draft('again'), inDays(12)];
    expect(await letter(inDays(0))).toEqual([open, again]);
    expect(await letter(inDays(-3))).toEqual([
      ['last-call', draft('ended'), inDays(-1)],
      ['last-call', draft('approved'), inDays(5)],
      open,
      again,
    ]);
  });

  it('are over at once where the draft is approved, and last as long as a new announcement says', async () => {
    tracker.tables['doc/docevent']?.push(
      step(30, draft('open'), 'iesg_approved', 0),
      announcement(31, draft('again'), 0, inDays(20)),
    );
    expect(await read()).toMatchObject({ state: 'good', added: 2, changed: 0 });
    expect(await calendar()).toEqual([draft('again')]);
    const { lastCalls } = await askJson<{ lastCalls: { until: string }[] }>(
      groupRoute,
      '/api/v1/groups/quic',
      {
        id: 'quic',
      },
    );
    expect(lastCalls.map(({ until }) => until)).toEqual([inDays(20)]);
    expect(await read()).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
  });

  it('are over where the IESG ends them early, and go on where they are called again or only marked', async () => {
    tracker.tables['doc/docevent']?.push(leaves(40, draft('again'), 0));
    expect(await read()).toMatchObject({ state: 'good', added: 1, changed: 0, removed: 0 });
    expect(await calendar()).toEqual([]);
    expect(words(await DocumentPage({ params: Promise.resolve({ id: draft('again') }) }))).toContain(
      'left last call: IESG state changed to AD Evaluation::Revised I-D Needed from In Last Call',
    );
    tracker.tables['doc/docevent']?.push(announcement(41, draft('again'), 0, inDays(15)));
    expect(await read()).toMatchObject({ state: 'good', added: 1 });
    expect(await calendar()).toEqual([draft('again')]);
    tracker.tables['doc/docevent']?.push(leaves(42, draft('again'), 0, 'In Last Call::External Party'));
    expect(await read()).toMatchObject({ state: 'good', added: 0 });
    expect(await calendar()).toEqual([draft('again')]);
  });

  it('last until the end of the day on which the Datatracker itself ends them', async () => {
    tracker.tables['doc/docevent']?.push(
      announcement(50, draft('silent'), -1, inDays(0)),
      leaves(51, draft('silent'), 0, 'Waiting for AD Go-Ahead'),
    );
    expect(await read()).toMatchObject({ state: 'good', added: 2 });
    expect(await calendar()).toEqual([draft('silent'), draft('again')]);
  });

  it('have no end where their announcement does not begin with it', () => {
    expect(
      lastCallEnd(
        'The following Last Call announcement was sent out (ends 2021-03-28):<br><br>…',
        '2021-03-08',
      ),
    ).toBe('2021-03-28');
    expect(
      lastCallEnd('The following Last Call announcement was sent out:<br><br>…', '2011-03-08'),
    ).toBeNull();
  });
});
