import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import { lastWeek } from '#lib/week.ts';
import { listCandidates } from '#metrics/proposals.ts';
import { readWeekProposals } from '#metrics/week-proposals.ts';
import { saveBatch } from '#prisma/batch.ts';
import type { Store } from '#prisma/client.ts';
import { replaceLists } from '#prisma/lists.ts';
import { blank } from '#prisma/records.ts';
import { startRun } from '#prisma/runs.ts';
import { factsProposals } from '#scrapers/facts/proposals.ts';
import { listRows } from '#scrapers/lists.ts';
import { findRelatives, readReviewed } from '#scrapers/relatives.ts';
import { runSource } from '#scrapers/run.ts';
import { freshDatabase } from '../database.ts';

const document = (id: string, title: string, submitted = '2026-11-20') => ({
  ...blank('document'),
  id,
  body: 'ietf',
  kind: 'internet-draft',
  stage: 'posted',
  title,
  submitted,
});
const author = (document_id: string, position: number, name: string) => ({
  ...blank('authorship'),
  document_id,
  position,
  name,
  role: 'author',
  is_organisation: false,
});
const at = (document_id: string, position: number, organisation_id: string) => ({
  document_id,
  position,
  part: 1,
  text: organisation_id,
  organisation_id,
  kind: 'organisation',
  why: 'test',
});

describe('possible relatives of a family of proposals', () => {
  let store: Store;
  beforeAll(async () => {
    store = await freshDatabase();
    await replaceLists(store, listRows());
    await runSource(
      store,
      factsProposals,
      readSettings({ DATA_DIR: join(tmpdir(), 'rapporteur-facts-test') }),
    );
    const run = await startRun(store, 'planted', 'read');
    const rows = {
      document: [
        document(
          'draft-planted-vertical-communication',
          'Future Vertical Communication Networks: a Framework',
        ),
        document('draft-planted-apn-header', 'A Header for Application-aware Networking'),
        document('draft-unrelated-calendar', 'Recurring Meetings in Calendar Invitations'),
        document('draft-older-apn', 'Application-aware Networking before its time', '2001-01-01'),
        document('draft-successor', 'A Gentle Successor'),
        document('draft-li-apn-framework', 'Application-aware Networking (APN) Framework'),
        ...Array.from({ length: 40 }, (_, n) =>
          document(`draft-filler-${n}`, `Subject number ${n} of mail transport`),
        ),
      ],
      relation: [
        {
          source_id: 'draft-successor',
          target_id: 'draft-li-apn-framework',
          type: 'replaces',
          page_id: null,
        },
      ],
      authorship: [
        author('draft-planted-apn-header', 1, 'Shuping Peng'),
        author('draft-unrelated-calendar', 1, 'Somebody Else'),
      ],
      authorship_organisation: [at('draft-planted-apn-header', 1, 'huawei')],
    };
    const writer = { runId: run, source: 'planted', baseline: false, difference: 'changed' as const };
    await saveBatch(store, rows, { writer });
  });
  afterAll(() => store.close());

  it('come up with their reasons, and an unrelated document does not', async () => {
    await findRelatives(store);
    const found = await listCandidates(store, {});
    const apn = found.find(({ documentId }) => documentId === 'draft-planted-apn-header');
    expect(apn).toMatchObject({ proposal: 'application-aware-networking', review: 'open' });
    const says = apn?.reasons.map(({ says }) => says).join(' ');
    expect(says).toMatch(/An author of this family: (?:S\.|Shuping) Peng/);
    expect(says).toMatch(/“application-aware networking”/);
    const vertical = found.find(({ documentId }) => documentId === 'draft-planted-vertical-communication');
    expect(vertical?.proposal).toBe('new-ip');
    expect(found.find(({ documentId }) => documentId === 'draft-successor')?.reasons[0]?.says).toBe(
      'Linked to draft-li-apn-framework.',
    );
    const ids = found.map(({ documentId }) => documentId);
    expect(ids).not.toContain('draft-unrelated-calendar');
    expect(ids.some((id) => id.startsWith('draft-filler'))).toBe(false);
  });

  it('are neither documents of the family itself nor older than its first step', async () => {
    const apn = (await listCandidates(store, { proposal: 'application-aware-networking' })).map(
      (row) => row.documentId,
    );
    expect(apn).not.toContain('draft-li-apn-framework');
    expect(apn).not.toContain('draft-older-apn');
  });

  it('keep the day they first came up, and carry the review of a person', async () => {
    const before = await listCandidates(store, {});
    const review = [
      {
        proposal: 'new-ip',
        document: 'draft-planted-vertical-communication',
        decision: 'rejected' as const,
        reason: 'Planted.',
        on: '2026-11-24',
      },
    ];
    expect(await findRelatives(store, review)).toMatchObject({ added: 0, found: before.length });
    const after = await listCandidates(store, {});
    const row = after.find(({ documentId }) => documentId === 'draft-planted-vertical-communication');
    expect(row).toMatchObject({ review: 'rejected', reviewReason: 'Planted.' });
    expect(row?.firstSeen).toEqual(
      before.find(({ documentId }) => documentId === row?.documentId)?.firstSeen,
    );
    expect(readReviewed()).toEqual([]);
    expect(() => readReviewed('- { proposal: new-ip }')).toThrow(/reviewed\.yaml 0/);
  });

  it('are told in a letter where a later reading found a document of these months, not where a first one did', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const add = async (id: string, day: string, baseline: boolean) => {
      const run = await startRun(store, 'another', 'read');
      const writer = { runId: run, source: 'another', baseline, difference: 'changed' as const };
      const rows = {
        document: [document(id, 'Another Successor', day)],
        relation: [{ source_id: id, target_id: 'draft-li-apn-framework', type: 'replaces', page_id: null }],
      };
      await saveBatch(store, rows, { writer });
    };
    await add('draft-first-reading', today, true);
    await add('draft-of-long-ago', '2022-02-01', false);
    await add('draft-new', today, false);
    await findRelatives(store);
    const known = (await listCandidates(store, {})).map(({ documentId }) => documentId);
    const told = (await readWeekProposals(store, lastWeek(new Date(Date.now() + 7 * 86_400_000)))).map(
      (row) => row.document,
    );
    for (const id of ['draft-first-reading', 'draft-of-long-ago', 'draft-new']) expect(known).toContain(id);
    expect(told).toContain('draft-new');
    expect(told).not.toContain('draft-first-reading');
    expect(told).not.toContain('draft-of-long-ago');
  });

  it('are found without a look at the kind of a document', () => {
    const code = readFileSync(new URL('../../prisma/relatives.ts', import.meta.url), 'utf8');
    expect(code).not.toMatch(/\bd\.kind\b/);
  });
});
