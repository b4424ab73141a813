import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyOf } from '#scrapers/ietf/datatracker.ts';
import { ietfLiaisons } from '#scrapers/ietf/liaisons.ts';
import { type Mirror, startMirror } from '../../mirror.ts';
import { all, type Place, place } from './place.ts';

/** What a reading of the mirror leaves to say: it has no records of earlier revisions, and interim meetings of no group. */
const told: Readonly<Record<string, unknown>> = {
  'ietf-drafts': 'doc/dochistory is not answered',
  'ietf-interims': 'interim meetings of no group we can tell: example',
  'ietf-roles': expect.stringMatching(/^roles that are no public post/),
};

describe('the Datatracker, read whole', () => {
  let mirror: Mirror;
  let here: Place;
  const query = async <Result>(text: string): Promise<Result[]> =>
    (await here.store.pool.query(text)).rows as Result[];

  beforeAll(async () => {
    mirror = await startMirror('--latency', '1');
    here = await place(mirror);
    for (const source of all) {
      const result = await here.read(source);
      expect([result.state, result.source, result.message]).toEqual([
        'good',
        source.id,
        told[source.id] ?? null,
      ]);
    }
  });
  afterAll(async () => {
    await here?.close();
    mirror?.stop();
  });

  it('fills groups, drafts, authorships, tenures, attendance and liaison statements with all that is announced', async () => {
    const counts = (await mirror.counts()) as Record<string, number>;
    const [row] = await query<Record<string, number>>(`select
      (select count(*)::int from "group") as groups,
      (select count(*)::int from document where kind = 'internet-draft') as drafts,
      (select count(*)::int from revision) as revisions,
      (select count(*)::int from liaison) as liaisons,
      (select count(*)::int from tenure) as tenures,
      (select sum(value)::int from meeting_count where what = 'registrations') as registrations,
      (select count(*)::int from authorship) as authorships`);
    expect(row?.groups).toBe(counts['group/group']);
    expect(row?.revisions).toBe(counts['doc/newrevisiondocevent']);
    expect(row?.liaisons).toBe(counts['liaisons/liaisonstatement']);
    expect(row?.registrations).toBe(counts['meeting/registration']);
    expect(row?.drafts).toBeGreaterThan(6000);
    expect(row?.authorships).toBeGreaterThan(15_000);
    expect(row?.tenures).toBeGreaterThan(1500);
  });

  it('asks one thing at a time and says who asks', async () => {
    for (const request of await mirror.log()) {
      expect(request['in-flight']).toBe(1);
      expect(request['user-agent']).toMatch(/^Rapporteur\/[\d.]+ \(\+https?:/);
    }
  });

  it('keeps no address, no attendee and no letter', async () => {
    const [row] = await query<{ found: number }>(`select (
      (select count(*) from tenure t where t::text ~ '[a-z]@[a-z]') + (select count(*) from person p where p::text like '%@%') +
      (select count(*) from attendance a where a::text ~ 'Given-|Family-') +
      (select count(*) from liaison l where l::text like '%@%') +
      (select count(*) from attendance a where a.organisation_text ~ '[a-z]@[a-z]'))::int as found`);
    expect(row?.found).toBe(0);
  });

  it('has no tenure that overlaps itself, and no day ahead or at a sentinel', async () => {
    const overlaps = await query(`select a.id, b.id from tenure a join tenure b
      on (a.group_id, a.post, a.person_id) = (b.group_id, b.post, b.person_id) and a.id < b.id
      and daterange(a."from", a."to") && daterange(b."from", b."to")`);
    expect(overlaps).toEqual([]);
    const days =
      await query(`select id from tenure where "from" > now() or "to" > now() or "from" < '1971-01-01' or "to" < '1971-01-01' or "from" > "to"
      union all select id from "group" where "from" > now() or "to" > now() or "from" < '1971-01-01' or "to" < '1971-01-01'
      union all select id from document where kind <> 'rfc' and (submitted > now() or submitted < '1971-01-01' or last_submitted > now())
      union all select id from document_event where at > now() or at < '1969-01-01'`);
    expect(days).toEqual([]);
  });

  it('gives the roster of every area on any day of its snapshots as the Datatracker’s history has it', async () => {
    const table = async (resource: string) => {
      const found: Record<string, string>[] = [];
      for (let offset = 0; ; offset += 1000) {
        const url = `${mirror.url}/datatracker.ietf.org/api/v1/group/${resource}/?limit=1000&order_by=id&offset=${offset}`;
        const page = (await (await fetch(url)).json()) as {
          objects: Record<string, string>[];
          meta: { next: string | null };
        };
        found.push(...page.objects);
        if (!page.meta.next) return found;
      }
    };
    const [history, roles] = [await table('grouphistory'), await table('rolehistory')];
    const areas = history.filter((row) => row.type?.endsWith('/area/'));
    // Of the records of one day the last stands.
    const lastOfDay = new Map(areas.map((row) => [`${row.group} ${row.time?.slice(0, 10)}`, row]));
    let compared = 0;
    for (const record of lastOfDay.values()) {
      const expected = roles
        .filter((role) => role.group === record.resource_uri && role.name?.endsWith('/ad/'))
        .map((role) => keyOf(role.person ?? ''));
      const { rows } = await here.store.pool.query(
        `select person_id from tenure t join "group" g on g.id = group_id
         where g.number = $1 and post = 'area-director' and t."from" <= $2 and (t."to" is null or t."to" > $2)`,
        [Number(keyOf(record.group ?? '')), record.time?.slice(0, 10)],
      );
      expect(rows.map((row) => row.person_id).sort(), `${record.acronym} ${record.time}`).toEqual(
        [...new Set(expected)].sort(),
      );
      compared += expected.length;
    }
    expect(compared).toBeGreaterThan(60);
  });

  it('a second time asks only on condition or since a time, and finds no change', async () => {
    const before = (await mirror.log()).length;
    for (const source of all) {
      const { state, added, changed, removed } = await here.read(source);
      expect({ source: source.id, state, added, changed, removed }).toEqual({
        source: source.id,
        state: 'good',
        added: 0,
        changed: 0,
        removed: 0,
      });
    }
    const asked = (await mirror.log())
      .slice(before)
      .filter((one) => !String(one.path).endsWith('/robots.txt'));
    const bare = asked.filter((one) => !one['if-none-match'] && !/time__gte|__in=/.test(String(one.path)));
    expect(bare.map((one) => one.path)).toEqual([]);
    // The authors of drafts that were touched of late; nobody else is asked for by an address the server has not seen.
    const anew = asked.filter((one) => !one['if-none-match'] && /person\/person/.test(String(one.path)));
    expect(anew.length).toBeLessThan(2);
  });

  it('makes news of exactly what happened, once: a chair, three drafts, a liaison statement', async () => {
    await mirror.advance('v2');
    for (let times = 1; times <= 2; times++)
      for (const source of all) expect((await here.read(source)).state).toBe('good');
    const news = await query<{ what: string; key: string }>(
      `select kind || ' ' || record_type as what, record_key as key from change where record_type in ('tenure', 'document', 'liaison', 'group', 'meeting', 'attendance') order by 1, 2`,
    );
    expect(news.map(({ what, key }) => `${what} ${key}`)).toEqual([
      'added document draft-example-synthetic-alpha',
      'added document draft-example-synthetic-beta',
      'added document draft-ietf-dnsop-synthetic-gamma',
      'added document liaison-990001',
      'added liaison liaison-990001',
      expect.stringMatching(/^added tenure ietf-\d+-chair-990001-1$/),
      expect.stringMatching(/^changed tenure ietf-\d+-chair-\d+-1$/),
    ]);
  });
});

describe('a fault of the Datatracker', () => {
  let mirror: Mirror;
  let here: Place;
  beforeAll(async () => {
    mirror = await startMirror();
    here = await place(mirror);
    expect((await here.read(ietfLiaisons)).state).toBe('good');
    await here.store.pool.query('create table kept as select * from liaison');
  });
  afterAll(async () => {
    await here?.close();
    mirror?.stop();
  });
  const differs = async () =>
    (
      await here.store.pool.query(
        `select document_id from liaison where removed_at is null except select document_id from kept`,
      )
    ).rowCount;

  it.each([
    '429',
    '503',
    '500',
    'reset',
    'truncate',
    'slow',
    'moved',
    'duplicate-rows',
    'extra-field',
    'broken-fk',
  ])('(%s, for a while) is recovered from without a changed row', async (kind) => {
    await mirror.faults([
      { match: 'liaisons/liaisonstatement/', kind, times: kind === 'broken-fk' ? 1 : 2, ms: 200 },
    ]);
    const { state, added, changed, removed, message } = await here.read(ietfLiaisons);
    await mirror.clear();
    expect({ state, added, changed, removed }, message ?? '').toEqual({
      state: 'good',
      added: 0,
      changed: 0,
      removed: 0,
    });
  });

  it.each([
    '403-challenge',
    'html200',
    'bad-charset',
    'rename-column',
    'move-column',
    'empty',
    'shrink',
    'timeout',
    '503',
  ])('(%s) fails the run by name, and leaves the rows as they were', async (kind) => {
    await mirror.faults([{ match: 'liaisons/liaisonstatement/', kind }]);
    const { state, message } = await here.read(ietfLiaisons);
    await mirror.clear();
    expect([state, message], kind).toEqual(['failed', expect.stringMatching(/liaison/)]);
    expect(await differs()).toBe(0);
    expect((await here.read(ietfLiaisons)).state).toBe('good');
  });

  it('that takes one row away shows as one removal, and its return as one addition', async () => {
    await mirror.faults([{ match: 'liaisons/liaisonstatement/', kind: 'gone-row' }]);
    const { added, changed, removed } = await here.read(ietfLiaisons);
    await mirror.clear();
    expect({ added, changed, removed }).toEqual({ added: 0, changed: 0, removed: 2 });
    expect(await here.read(ietfLiaisons)).toMatchObject({ state: 'good', added: 2, removed: 0 });
  });
});
