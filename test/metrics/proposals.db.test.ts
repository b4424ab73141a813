import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { familiesOf, listProposals, readProposal } from '#metrics/proposals.ts';
import { search } from '#metrics/search.ts';
import { saveBatch } from '#prisma/batch.ts';
import type { Store } from '#prisma/client.ts';
import { replaceLists } from '#prisma/lists.ts';
import { blank } from '#prisma/records.ts';
import { startRun } from '#prisma/runs.ts';
import { factsProposals } from '#scrapers/facts/proposals.ts';
import { listRows } from '#scrapers/lists.ts';
import { Lineage } from '../../app/_charts/lineage.tsx';
import { freshDatabase } from '../database.ts';
import { readerOf } from '../scrapers/reader.ts';

const root = join(import.meta.dirname, '..', '..');
const reader = readerOf({
  read: async (path) => ({
    id: 1,
    url: path,
    text: readFileSync(join(root, path), 'utf8'),
    fetchedAt: new Date(),
  }),
});

describe('the dossiers of proposals, as the pages and the API read them', () => {
  let store: Store;
  beforeAll(async () => {
    store = await freshDatabase();
    await replaceLists(store, listRows());
    const gathered = await factsProposals.gather(reader);
    const run = await startRun(store, factsProposals.id, 'read');
    const writer = {
      runId: run,
      source: factsProposals.id,
      baseline: true,
      difference: 'corrected' as const,
    };
    await saveBatch(store, gathered?.rows ?? {}, { writer, scopes: gathered?.scopes ?? {} });
  });
  afterAll(() => store.close());

  it('tell New IP in order, from the focus group to the workshop, with the steps of other families in their place', async () => {
    const reading = await readProposal(store, 'new-ip');
    const events = reading?.events ?? [];
    const dates = events.map(({ date }) => date.padEnd(10, '-01-01').slice(0, 4));
    expect(dates).toEqual(dates.toSorted());
    const order = [
      'net2030-start',
      'newip-c83',
      'newip-ls1653',
      'newip-ls1677',
      'newip-c971',
      'fvcn-c1069',
      'fvcn-dec20',
      'wtsa20',
      'nib22',
    ];
    expect(events.map(({ id }) => id).filter((id) => order.includes(id))).toEqual(order);
    expect(events.find(({ id }) => id === 'wtsa20')).toMatchObject({
      family: 'governance',
      because: 'The assembly for which the contribution of 2019 was written.',
    });
    expect(events.find(({ id }) => id === 'net2030-start')).toMatchObject({
      date: '2018-07',
      precision: 'month',
    });
  });

  it('say who proposed and who objected, with the country as stated, of the employer and of its parent', async () => {
    const reading = await readProposal(store, 'new-ip');
    const proposers = reading?.positions.filter(
      ({ event, role }) => event === 'newip-c83' && role === 'proposes',
    );
    expect(proposers?.map(({ name, country }) => [name, country])).toEqual([
      ['China Mobile Communications Corporation', null],
      ['China Unicom', null],
      ['Huawei Technologies Co., Ltd.', 'CN'],
      ['Ministry of Industry and Information Technology', 'CN'],
    ]);
    const workshop = reading?.positions.find(({ event, name }) => event === 'nib22' && name === 'Futurewei');
    expect(workshop).toMatchObject({ employerCountry: 'US', parentCountry: 'CN' });
    expect(
      reading?.positions.filter(({ event, role }) => event === 'fvcn-dec20' && role === 'objects'),
    ).toHaveLength(9);
  });

  it('give a state that speaks its own country under every rule, and a ministry that of its state', async () => {
    const found = await readProposal(store, 'new-ip');
    const actor = (name: string) => found?.positions.find((one) => one.name === name);
    for (const [name, code] of [
      ['France', 'FR'],
      ['Government of Germany', 'DE'],
    ] as const)
      expect(actor(name), name).toMatchObject({
        country: code,
        employerCountry: code,
        parentCountry: code,
        organisationId: null,
      });
    expect(actor('Ministry of Industry and Information Technology')).toMatchObject({
      organisationId: 'miit',
      employerCountry: 'CN',
    });
    expect(actor('European Commission')).toMatchObject({ country: null, employerCountry: null });
  });

  it('are named by each document in whose story it stands, and by no other', async () => {
    expect(await familiesOf(store, 'T17-TSAG-C-0083')).toContainEqual({
      slug: 'new-ip',
      title: 'New IP',
      event: 'newip-c83',
    });
    expect(await familiesOf(store, 'rfc9000')).toEqual([]);
  });

  it.each([
    ['new ip', 'new-ip'],
    ['FVCN', 'new-ip'],
    ['Netwrok 2030', 'new-ip'],
  ])('are found first for %s, under every name they came by', async (asked, slug) => {
    expect((await search(store, asked, 5))[0]).toMatchObject({ type: 'proposal', id: slug });
  });

  it('list every family with its state and its last move, and know the authors of a revision as printed', async () => {
    const list = await listProposals(store);
    const newIp = list.find(({ slug }) => slug === 'new-ip');
    expect(newIp).toMatchObject({ state: 'not-adopted', clause: 'contested', candidates: 0 });
    expect(newIp?.lastMove).toEqual({
      date: '2023-10-10',
      title: '1st Workshop on 6G Enablers',
      body: 'academic',
    });
    expect(list[0]?.slug).toBe('governance');
    const apn = await readProposal(store, 'application-aware-networking');
    expect(
      apn?.authors.find(
        ({ document, revision }) => document === 'draft-li-apn-framework' && revision === '03',
      )?.authors,
    ).toHaveLength(10);
    expect(await readProposal(store, 'none-of-these')).toBeNull();
  });

  it('take the day of a liaison from the list it stands in, and tell the dossier’s own day beside it', async () => {
    const run = await startRun(store, 'ietf-liaisons', 'read');
    const writer = { runId: run, source: 'ietf-liaisons', baseline: true, difference: 'changed' as const };
    const liaison = (id: string, posted: string) => ({
      ...blank('liaison'),
      document_id: id,
      from_groups: 'ITU-T',
      to_groups: 'IAB',
      posted,
    });
    const document = (id: string) => ({
      ...blank('document'),
      id,
      body: 'ietf',
      kind: 'liaison',
      stage: 'posted',
      title: id,
    });
    const rows = {
      document: [document('liaison-1653'), document('liaison-1502')],
      liaison: [liaison('liaison-1653', '2019-10-02'), liaison('liaison-1502', '2017-01-20')],
    };
    await saveBatch(store, rows, { writer, scopes: {} });
    const events = (await readProposal(store, 'new-ip'))?.events ?? [];
    const step = events.find(({ document }) => document === 'liaison-1653');
    expect(step).toMatchObject({ date: '2019-10-02', precision: 'day' });
    expect(step?.note).toMatch(/own source dates it 2019-09-30\.$/);
    const reply = (await readProposal(store, 'etsi-next-generation-protocols'))?.events.find(
      ({ document }) => document === 'liaison-1502',
    );
    expect(reply).toMatchObject({ date: '2017-01-20', note: null });
  });

  it('name no compilation without saying that it cannot be linked, and carry the grade of an outcome into the summary', async () => {
    const reading = await readProposal(store, 'new-ip');
    expect(reading?.summary).toMatch(/gave no mandate for it is known second-hand/);
    expect(reading?.stateSentence).toMatch(/second-hand/);
    const html = renderToStaticMarkup(
      Lineage({
        events: (reading?.events ?? []).map(({ because, ...event }) => ({
          ...event,
          isOwn: because === null,
        })),
        links: reading?.links ?? [],
      }),
    );
    for (const words of ['a step of this family', 'a step beside it', 'answered by', 'same people'])
      expect(html).toContain(words);
    expect(html).not.toMatch(/font-size="(?:[0-9]|10)"/);
  });
});
