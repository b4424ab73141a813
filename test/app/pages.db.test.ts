import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import { readGroup } from '#metrics/group.ts';
import { partsOfOrganisation } from '#metrics/proposals.ts';
import type { Store } from '#prisma/client.ts';
import { loadFacts } from '#scrapers/facts/load.ts';
import { syncLists } from '#scrapers/lists.ts';
import Changes from '../../app/changes/page.tsx';
import Countries from '../../app/countries/page.tsx';
import DocumentPage from '../../app/documents/[id]/page.tsx';
import { GroupPosts } from '../../app/groups/[id]/group-posts.tsx';
import { Proposals as Parts } from '../../app/organisations/[id]/proposals.tsx';
import Proposals from '../../app/proposals/page.tsx';
import { serveFrom } from '../api.ts';
import { insertRows } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await syncLists(store);
  await loadFacts(store, readSettings({ DATA_DIR: mkdtempSync(join(tmpdir(), 'rapporteur-pages-')) }));
  serveFrom(store);
});
afterAll(() => store.close());

const nothing = Promise.resolve({});
const of = (id: string) => ({ params: Promise.resolve({ id }), searchParams: nothing });
const words = (element: Parameters<typeof renderToStaticMarkup>[0]) =>
  renderToStaticMarkup(element)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('a page', () => {
  it('of an organisation leads to the proposals whose steps name it, with its part and what became of them', async () => {
    const parts = await partsOfOrganisation(store, 'huawei');
    const section = Parts({ parts, name: 'Huawei' });
    expect(renderToStaticMarkup(section)).toMatch(/href="\/proposals\/new-ip#[^"]+"/);
    expect(words(section)).toMatch(/co-sponsors: [^:]+, \d+ \w+ \d{4}/);
    expect(await partsOfOrganisation(store, 'bt')).toEqual([]);
  });

  it('of a contribution that only members can open does not call it published', async () => {
    const page = words(await DocumentPage(of('T17-TSAG-C-0083')));
    expect(page).toContain('Submitted 10 September 2019');
    expect(page).not.toContain('Published');
  });

  it('of the proposals tells days in words', async () => {
    expect(words(await Proposals())).not.toMatch(/\d{4}-\d{2}/);
  });

  it('of what changed asks since which day, and keeps what else was asked', async () => {
    const asked = Promise.resolve({ since: '2024-02-01', kind: 'corrected' });
    const html = renderToStaticMarkup(await Changes({ searchParams: asked }));
    expect(html).toMatch(
      /<input[^>]*type="date"[^>]*name="since"[^>]*value="2024-02-01"|name="since"[^>]*type="date"[^>]*value="2024-02-01"/,
    );
    expect(html).toContain('name="kind" value="corrected"');
  });

  it('of what changed says since when anything was watched, and claims nothing of the days before', async () => {
    const asked = (given: Record<string, string>) => Promise.resolve(given);
    for (const kind of [{}, { kind: 'corrected' }]) {
      const page = words(await Changes({ searchParams: asked({ since: '2020-01-01', ...kind }) }));
      expect(page).not.toMatch(/since 1 January 2020/);
      expect(page).toMatch(/Nothing can be told of earlier days: no source was watched before \d+ \w+ \d{4}/);
      expect(page).toMatch(/Watched since \d+ \w+ \d{4}: [^.]*facts-itu/);
    }
    expect(words(await Changes({ searchParams: asked({ after: 'x' }) }))).toContain('parameter after');
    expect(words(await Changes({ searchParams: asked({ page: '2' }) }))).toContain('parameter page');
  });

  it('of a group says why its chair is not known, and counts no staff of the secretariat among the officers', async () => {
    const groups = [
      ['quic', 'ietf', 'wg'],
      ['SG14', 'itu-t', 'sg'],
    ] as const;
    await insertRows(store, {
      group: groups.map(([id, body, kind]) => ({ id, body, kind, acronym: id, name: id, state: 'active' })),
      tenure: (
        [
          ['counsellor', 'Anna Able', 'ITU-TSB', 'Switzerland', null],
          ['vice-chair', 'Bo Both', 'Example', 'Sweden', 'SE'],
        ] as const
      ).map(([post, name, organisation, printed, country]) => ({
        id: `SG14 ${post}`,
        body: 'itu-t',
        group_id: 'SG14',
        post,
        person_name: name,
        organisation_text: organisation,
        country_text: printed,
        country,
        evidence: 'primary',
        is_sample: false,
      })),
    });
    const shown = async (id: string, roster: { day: string; isStarter: boolean } | null) => {
      const group = await readGroup(store, id);
      if (!group) throw new Error(id);
      return words(GroupPosts({ group, roster }));
    };
    expect(await shown('quic', null)).toMatch(
      /Chair: not known, because the rosters of the IETF have not been read on this installation \(npm run scrape -- ietf-groups ietf-roles/,
    );
    expect(await shown('quic', { day: '2026-11-01', isStarter: false })).toContain(
      'the roster of 1 November 2026 names nobody for it',
    );
    const [officers = '', staff = ''] = (await shown('SG14', null)).split('The secretariat’s own staff');
    expect(officers).toMatch(/Chair: not known.*Bo Both.*Sweden/);
    expect(officers).not.toContain('Anna Able');
    expect(staff).toMatch(/Anna Able.*none: the secretariat’s own/);
    expect(staff).not.toContain('Switzerland');
  });

  it('of all countries has a column for each body under its own rule, in the order of the alphabet', async () => {
    const html = renderToStaticMarkup(await Countries());
    const heads = [...html.matchAll(/<th scope="col"[^>]*>([^<]*)/g)].map(([, head]) => head);
    expect(heads).toEqual([
      'Country',
      'Region',
      'IETF: with an author’s address there, by RFCs',
      'ITU: from sources registered there, by contributions to the ITU-T',
      'Organisations registered',
    ]);
    const names = [...html.matchAll(/href="\/countries\/[A-Z]+">([^<]*)/g)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThan(50);
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
  });
});
