import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarKinds, parseCalendar, readCalendar } from '#metrics/calendar.ts';
import { saveBatch } from '#prisma/batch.ts';
import type { Store } from '#prisma/client.ts';
import { blank } from '#prisma/records.ts';
import { startRun } from '#prisma/runs.ts';
import { describeSources, sources } from '#scrapers/sources.ts';
import { calendarFeed } from '../../app/api/_endpoints/calendar.ts';
import Calendar from '../../app/calendar/page.tsx';
import { serveFrom } from '../api.ts';
import { freshDatabase } from '../database.ts';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const ids = sources.map(({ id }) => id);

describe('the calendar', () => {
  let store: Store;
  beforeAll(async () => {
    store = await freshDatabase();
    await describeSources(store);
    const run = await startRun(store, 'planted', 'read');
    const rows = {
      document: [
        {
          ...blank('document'),
          id: 'liaison-9',
          body: 'ietf',
          kind: 'liaison',
          title: 'A question',
          stage: 'posted',
        },
      ],
      liaison: [
        {
          ...blank('liaison'),
          document_id: 'liaison-9',
          from_groups: 'SG13',
          to_groups: 'IAB',
          deadline: inDays(20),
        },
      ],
      meeting: [
        {
          ...blank('meeting'),
          id: 'ietf-999',
          body: 'ietf',
          name: 'IETF 999',
          city: 'Oslo',
          from: inDays(30),
          to: inDays(35),
        },
      ],
      tenure: [
        ['secretary-general', 'A. One', inDays(40), 'PLANTED'],
        ['director-tsb', 'B. Two', inDays(40), 'PLANTED'],
        ['director-br', 'C. Three', '2026-12-31', 'ITU'],
      ].map(([post, name, to, group]) => ({
        ...blank('tenure'),
        id: `planted/${post}`,
        body: 'itu',
        group_id: group ?? '',
        post: post ?? '',
        person_name: name ?? '',
        from: '2023-01-01',
        to: to ?? null,
        from_basis: 'stated',
        to_basis: 'stated',
        is_sample: false,
        evidence: 'primary',
      })),
    };
    const writer = { runId: run, source: 'planted', baseline: true, difference: 'changed' as const };
    await saveBatch(store, rows, { writer });
  });
  afterAll(() => store.close());

  it('holds the Plenipotentiary of 2026 with its days, its source and what a reader can do by when', async () => {
    const [entry] = await readCalendar(store, { from: '2026-11-09', to: '2026-11-09' });
    expect(entry).toMatchObject({ id: 'pp-26', from: '2026-11-09', to: '2026-11-27', evidence: 'primary' });
    expect(entry?.youCan).toMatch(/administration/);
  });

  it('calls an assembly whose days are not announced by its year, on the page and in the feed', async () => {
    const entry = (await readCalendar(store, { from: '2028-01-01', to: '2028-01-01' })).find(
      ({ id }) => id === 'wtsa-28',
    );
    expect(entry).toMatchObject({ precision: 'year', from: '2028-01-01' });
    serveFrom(store);
    const html = renderToStaticMarkup(await Calendar());
    const page = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    expect(page).toContain('2028, days not announced · ITU-T');
    expect(page).not.toContain('31 December 2028');
    const feed = await calendarFeed.read(store, { path: {}, query: new URLSearchParams() });
    expect(feed?.text.replace(/\r\n /g, '')).toContain('Assembly 2028 (days not announced)');
    // What nobody reads is not "nothing": each kind of date says whether it is read, and by which command.
    expect(page).toMatch(
      /ITU, meetings of ITU-T groups: not read yet on this installation\. npm run scrape -- itu-meetings/,
    );
    expect(page).toMatch(/consultations of member states \(TAP\): not read by any source here/);
    expect(calendarKinds.flatMap(({ source }) => source ?? []).every((id) => ids.includes(id))).toBe(true);
  });

  it('holds the day by which a liaison asks for an answer, and nothing outside the days asked for', async () => {
    const due = await readCalendar(store, { from: inDays(20), to: inDays(20) });
    expect(due.find(({ id }) => id === 'deadline-liaison-9')).toMatchObject({
      kind: 'deadline',
      by: inDays(20),
    });
    expect(await readCalendar(store, { from: '2001-01-01', to: '2001-12-31' })).toEqual([]);
  });

  it('holds announced meetings, and the terms of one group that end on one day as one entry', async () => {
    const [meeting] = await readCalendar(store, { from: inDays(32), to: inDays(32) });
    expect(meeting).toMatchObject({ title: 'IETF 999, Oslo', from: inDays(30), to: inDays(35) });
    const ending = await readCalendar(store, { from: inDays(40), to: inDays(40) });
    expect(ending.filter(({ kind }) => kind === 'term-end')).toMatchObject([
      {
        title: '2 terms end: PLANTED',
        what: 'B. Two (Director, Standardization Bureau (TSB)), A. One (Secretary-General).',
      },
    ]);
  });

  it('tells terms that a curated entry speaks of once, in that entry, by their names', async () => {
    const told = await readCalendar(store, { from: '2026-12-31', to: '2026-12-31' });
    expect(told.filter(({ what }) => what.includes('C. Three'))).toMatchObject([
      { id: 'itu-officials-term-2026', path: '/groups/ITU' },
    ]);
    expect(told.filter(({ kind }) => kind === 'term-end')).toEqual([]);
  });

  it('is a feed that a calendar program reads: whole days, ending on the day after the last', async () => {
    const body = await calendarFeed.read(store, { path: {}, query: new URLSearchParams() });
    expect(body?.text).toMatch(/^BEGIN:VCALENDAR/);
    const text = body?.text.replace(/\r\n /g, '');
    const day = inDays(20).replaceAll('-', '');
    expect(text).toContain(`DTSTART;VALUE=DATE:${day}`);
    expect(text).toContain('SUMMARY:Answer due: A question');
  });

  it('refuses an entry without a source that is not marked as unchecked', () => {
    const text = readFileSync(join(process.cwd(), 'facts', 'calendar.yaml'), 'utf8');
    expect(parseCalendar(text).length).toBeGreaterThan(2);
    expect(() => parseCalendar(text.replace(/ {2}source: .*\n/, ''))).toThrow(/calendar\.yaml 0.*source/);
  });
});
