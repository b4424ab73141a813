import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#prisma/client.ts';
import * as route from '../../app/api/v1/liaisons/route.ts';
import DocumentPage from '../../app/documents/[id]/page.tsx';
import Liaisons from '../../app/liaisons/page.tsx';
import { ask as askAny, askJson, serveFrom } from '../api.ts';
import { insertRows } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  const letters = [
    ...Array.from({ length: 130 }, (_, n) => ({
      id: `liaison-${n}`,
      body: 'ietf',
      from: n % 2 ? 'ITU-T SG 13' : '3GPP',
      to: 'IAB',
      posted: `${2000 + (n % 20)}-05-01`,
    })),
    { id: 'T22-SG13-TD-1', body: 'itu-t', from: 'IAB', to: 'SG13', posted: '2023-03-01' },
  ];
  await insertRows(store, {
    document: letters.map(({ id, body }) => ({
      id,
      body,
      kind: 'liaison',
      title: `Letter ${id}`,
      stage: 'posted',
    })),
    liaison: letters.map(({ id, from, to, posted }) => ({
      document_id: id,
      from_groups: from,
      to_groups: to,
      posted,
    })),
  });
  serveFrom(store);
});
afterAll(() => store.close());

const page = async (search: Record<string, string> = {}) =>
  renderToStaticMarkup(await Liaisons({ searchParams: Promise.resolve(search) })).replaceAll('&amp;', '&');
const listed = (html: string) => html.match(/href="\/documents\/[^"]+"/g)?.length ?? 0;

describe('the list of liaison statements', () => {
  it('shows each body’s list by itself, and adds them up nowhere', async () => {
    const html = await page();
    expect(html).toContain('As the IETF lists them');
    expect(html).toContain('As the ITU lists them');
    expect(html).toContain('130 statements, the newest 25 here');
    expect(html).toContain('1 statement,');
    expect(html).not.toContain('131');
  });

  it('goes on to older ones until all of a list has been shown', async () => {
    const first = await page({ body: 'ietf' });
    expect(listed(first)).toBe(100);
    const [, after = ''] = /\/liaisons\?body=ietf&after=([^"]+)"/.exec(first) ?? [];
    const second = await page({ body: 'ietf', after: decodeURIComponent(after) });
    expect(listed(second)).toBe(30);
    expect(second).not.toContain('Older ones');
  });

  it('is narrowed by who writes, to whom, the group and the year, and refuses what it cannot read', async () => {
    expect(await page({ sender: 'sg 13' })).toContain('65 statements');
    expect(await page({ recipient: 'sg13' })).toContain('None that has been read matches');
    const year = await page({ body: 'ietf', sender: '3gpp', year: '2004' });
    expect(listed(year)).toBe(7);
    expect(await page({ group: 'SG13' })).toContain('Letter T22-SG13-TD-1');
    expect(await page({ year: 'soon' })).toContain('a year such as 2020');
    expect(await page({ body: 'un' })).toContain('one of ietf, itu');
    expect(await page({ after: 'yesterday' })).toContain('what the page before it says');
    expect(await page({ page: '2' })).toContain('a name we do not know');
  });

  it('means the same by a body on the page and in the API, which adds up no two lists', async () => {
    const ask = (query: string) =>
      askJson<{ total: number; liaisons: { body: string }[] }>(route, `/api/v1/liaisons?${query}`);
    for (const body of ['itu', 'itu-t']) {
      const { total, liaisons } = await ask(`body=${body}`);
      expect([total, liaisons.map(({ body }) => body)]).toEqual([1, ['itu-t']]);
      expect(await page({ body })).toContain('1 statement,');
    }
    expect((await ask('body=itu-r')).total).toBe(0);
    expect((await ask('body=ietf&sender=SG%2013')).total).toBe(65);
    const refused = await askAny(route, '/api/v1/liaisons');
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining('one of ietf, itu'),
    ]);
  });

  it('is found by the id of a group, tells those it is from and to one by one, and shows what was sent along', async () => {
    const named = [{ group: 'etsi-isg-ngp', name: 'Next Generation Protocols' }];
    await insertRows(store, {
      group: [
        {
          id: 'etsi-isg-ngp',
          body: 'ietf',
          kind: 'sdo',
          acronym: 'etsi-isg-ngp',
          name: 'Next Generation Protocols',
        },
        { id: 'quiet', body: 'ietf', kind: 'wg', acronym: 'quiet', name: 'Never wrote' },
        { id: 'SG13', body: 'itu-t', kind: 'sg', acronym: 'SG13', name: 'SG13' },
      ],
      document: [
        { id: 'liaison-900', body: 'ietf', kind: 'liaison', title: 'With a paper', stage: 'posted' },
      ],
      liaison: [
        {
          document_id: 'liaison-900',
          from_groups: 'Next Generation Protocols',
          to_groups: 'Internet Architecture Board; IESG',
          from_named: JSON.stringify(named),
          to_named: JSON.stringify([
            { group: 'iab', name: 'Internet Architecture Board' },
            { group: 'iesg', name: 'IESG' },
          ]),
          attachments: JSON.stringify([
            { name: 'liaison-900-1', title: 'The paper', url: 'https://example.org/1.pdf' },
          ]),
          posted: '2021-01-01',
        },
      ],
    });
    const ask = (group: string, body = 'ietf') =>
      askJson<{ total: number; liaisons: { from: object[]; to: object[]; attachments: object[] | null }[] }>(
        route,
        `/api/v1/liaisons?body=${body}&group=${encodeURIComponent(group)}`,
      );
    const { total, liaisons } = await ask('etsi-isg-ngp');
    expect([total, liaisons[0]]).toMatchObject([
      1,
      {
        from: named,
        to: [
          { group: 'iab', name: 'Internet Architecture Board' },
          { group: 'iesg', name: 'IESG' },
        ],
        attachments: [{ name: 'liaison-900-1', title: 'The paper', url: 'https://example.org/1.pdf' }],
      },
    ]);
    expect((await ask('Internet Architecture Board')).total).toBe(1);
    expect((await ask('quiet')).total).toBe(0);
    const itu = (await ask('SG13', 'itu-t')).liaisons[0];
    expect([itu?.to, itu?.attachments]).toEqual([[{ group: 'SG13', name: 'SG13' }], null]);
    expect(await page({ recipient: 'iesg', sender: 'next gen' })).toContain('With a paper');
    const html = await page({ group: 'etsi-isg-ngp' });
    expect(html).toContain('<a href="https://example.org/1.pdf">The paper</a>');
    expect(html).toContain('<a href="/groups/iesg">IESG</a>');
    const letter = renderToStaticMarkup(
      await DocumentPage({ params: Promise.resolve({ id: 'liaison-900' }) }),
    );
    expect(letter).toContain('Sent along: <a href="https://example.org/1.pdf">The paper</a>');
    expect(letter).not.toContain('Authors');
  });
});
