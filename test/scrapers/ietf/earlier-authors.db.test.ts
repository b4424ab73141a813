import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settings } from '#lib/env.ts';
import type { Store } from '#prisma/client.ts';
import type { Source } from '#scrapers/contract.ts';
import { ietfDrafts } from '#scrapers/ietf/drafts.ts';
import { type RunOptions, runSource } from '#scrapers/run.ts';
import * as documentRoute from '../../../app/api/v1/documents/[id]/route.ts';
import * as metricRoute from '../../../app/api/v1/metrics/[id]/route.ts';
import DocumentPage from '../../../app/documents/[id]/page.tsx';
import { askJson, serveFrom } from '../../api.ts';
import { insertLists } from '../../counting.ts';
import { freshDatabase } from '../../database.ts';
import { quick } from './place.ts';
import { rowOf, type SmallDatatracker, serveDatatracker } from './small-datatracker.ts';

const draft = 'draft-example-numbers';
const of = (name: string) => `/api/v1/doc/document/${name}/`;
const snapshot = (id: number) => `/api/v1/doc/dochistory/${id}/`;

/** A draft of four revisions. Its first author left, its second changed employer; 01 was corrected after it was posted. */
const tables = () => ({
  'group/group': [rowOf.group(7, 'dns')],
  'doc/state': [rowOf.state(1, 'active', 'draft')],
  'doc/document': [rowOf.draft(draft, '03'), rowOf.draft('draft-example-alone', '00')],
  'doc/documentauthor': [
    rowOf.author(1, of(draft), 2, 1, 'Ericsson', 'Sweden'),
    rowOf.author(2, of('draft-example-alone'), 2, 1, 'Ericsson', 'Sweden'),
  ],
  'doc/newrevisiondocevent': [
    ...['00', '01', '02', '03'].map((rev, at) =>
      rowOf.revision(at + 1, draft, rev, `2024-0${at + 1}-01T09:00:00Z`),
    ),
    rowOf.revision(9, 'draft-example-alone', '00', '2024-01-01T09:00:00Z'),
  ],
  'doc/docevent': [],
  'doc/relateddocument': [],
  'doc/rfcauthor': [],
  'person/person': [rowOf.person(1, 'Ada Example'), rowOf.person(2, 'Bo Example')],
});
const histories = () => ({
  'doc/dochistory': [
    rowOf.history(11, draft, '00', '2024-01-01T09:00:00Z'),
    rowOf.history(12, draft, '01', '2024-02-01T09:00:00Z'),
    rowOf.history(13, draft, '01', '2024-02-03T09:00:00Z'),
    rowOf.history(14, draft, '03', '2024-04-01T09:00:00Z'),
  ],
  'doc/dochistoryauthor': [
    rowOf.author(21, snapshot(11), 2, 2, 'Nokia', 'Finland'),
    rowOf.author(20, snapshot(11), 1, 1, 'Example University', 'Germany'),
    rowOf.author(22, snapshot(12), 1, 1, 'Wrong at first', ''),
    rowOf.author(23, snapshot(13), 2, 1, 'Nokia', 'Finland'),
    rowOf.author(24, snapshot(14), 2, 1, 'Ericsson', 'Sweden'),
  ],
});

let store: Store;
let dataDir: string;
let tracker: SmallDatatracker;
const source: Source = { ...ietfDrafts, floor: {} };
const read = (options: RunOptions = {}) =>
  runSource(
    store,
    source,
    { ...settings(), dataDir, mirrorUrl: tracker.url, crawlDelayMs: 0 },
    { ...quick, ...options },
  );

interface Shown {
  authors: { name: string; affiliation: string | null }[];
  revisions: {
    rev: string;
    authors: { name: string; affiliation: string; country: string; person: string | null }[] | null;
  }[];
}
const shown = async () => {
  const { authors, revisions } = await askJson<Shown>(documentRoute, `/api/v1/documents/${draft}`, {
    id: draft,
  });
  return {
    now: authors.map(({ name, affiliation }) => `${name}, ${affiliation}`),
    earlier: Object.fromEntries(
      revisions.map(({ rev, authors: earlier }) => [
        rev,
        earlier?.map(({ name, affiliation, country }) => `${name}, ${affiliation}, ${country}`) ?? null,
      ]),
    ),
  };
};
const page = async () =>
  renderToStaticMarkup(await DocumentPage({ params: Promise.resolve({ id: draft }) }))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const figure = async () =>
  (
    await askJson<{ rows: object[] }>(
      metricRoute,
      '/api/v1/metrics/authorship-by-country?kind=internet-draft&by=all',
      { id: 'authorship-by-country' },
    )
  ).rows;

beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  serveFrom(store);
  dataDir = await mkdtemp(join(tmpdir(), 'rapporteur-earlier-'));
  tracker = await serveDatatracker(tables());
});
afterAll(async () => {
  await tracker.stop();
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the authors of earlier revisions', () => {
  let before: object[];

  it('are said not to be answered where they are not, and the draft is read all the same', async () => {
    expect(await read()).toMatchObject({ state: 'good', message: 'doc/dochistory is not answered' });
    expect(await shown()).toEqual({
      now: ['Bo Example, Ericsson'],
      earlier: { '00': null, '01': null, '02': null, '03': null },
    });
    expect(await page()).toContain('Those of earlier revisions were not read.');
    expect(await read()).toMatchObject({
      state: 'good',
      added: 0,
      message: 'the authors of earlier revisions were not answered when all was read',
    });
    before = await figure();
    expect(before).not.toEqual([]);
  });

  it('stand beside each revision whose record was read, as it was last corrected, and move no figure', async () => {
    Object.assign(tracker.tables, histories());
    expect(await read({ refetch: true })).toMatchObject({
      state: 'good',
      added: 3,
      changed: 0,
      message: null,
    });
    expect(await shown()).toEqual({
      now: ['Bo Example, Ericsson'],
      earlier: {
        '00': ['Ada Example, Example University, DE', 'Bo Example, Nokia, FI'],
        '01': ['Bo Example, Nokia, FI'],
        '02': null,
        '03': null,
      },
    });
    expect(await figure()).toEqual(before);
    const { rows } = await store.pool.query(`select 1 from change where record_type = 'revision_author'`);
    expect(rows).toEqual([]);
  });

  it('are on the document’s page stage by stage, a link for who has a page and none for who left', async () => {
    expect(await page()).toMatch(
      /Authors at each stage .* 00 1 January 2024 Ada Example \(Example University, Germany\) ; Bo Example \(Nokia, Finland\) source 01 1 February 2024 Bo Example \(Nokia, Finland\) source 02 1 March 2024 not read 03 1 April 2024 as listed above/,
    );
    const markup = renderToStaticMarkup(await DocumentPage({ params: Promise.resolve({ id: draft }) }));
    expect(markup).toContain('<a href="/people/2">Bo Example</a>');
    expect(markup).not.toContain('/people/1"');
  });

  it('come with the next revision by what has moved alone', async () => {
    const added = tracker.tables;
    added['doc/document']?.splice(0, 1, rowOf.draft(draft, '04', { time: '2024-06-02T00:00:00Z' }));
    added['doc/documentauthor']?.splice(0, 1, rowOf.author(1, of(draft), 1, 1, 'Cisco', 'USA'));
    added['doc/newrevisiondocevent']?.push(rowOf.revision(10, draft, '04', '2024-06-02T09:00:00Z'));
    const from = tracker.asked.length;
    expect(await read()).toMatchObject({ state: 'good' });
    expect(tracker.asked.slice(from).filter((one) => /dochistory\?(?!doc__name__in=)/.test(one))).toEqual([]);
    expect(await shown()).toMatchObject({
      now: ['Ada Example, Cisco'],
      earlier: { '01': ['Bo Example, Nokia, FI'], '03': ['Bo Example, Ericsson, SE'], '04': null },
    });
  });

  it('are the same when the archive is parsed again', async () => {
    const stood = await shown();
    expect(await read({ replay: true })).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
    expect(await shown()).toEqual(stood);
  });

  it('stay as they were read where the service takes the table away', async () => {
    const stood = await shown();
    tracker.tables['doc/dochistory'] = [];
    expect(await read({ refetch: true })).toMatchObject({
      state: 'good',
      removed: 0,
      message: 'doc/dochistory is empty',
    });
    delete tracker.tables['doc/dochistoryauthor'];
    tracker.tables['doc/dochistory'] = histories()['doc/dochistory'];
    expect(await read({ refetch: true })).toMatchObject({
      state: 'good',
      removed: 0,
      message: 'doc/dochistoryauthor is not answered',
    });
    expect(await shown()).toEqual(stood);
  });
});
