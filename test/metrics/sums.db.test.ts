import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorshipByBloc } from '#metrics/authorship-by-bloc.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import { coAuthorship } from '#metrics/co-authorship.ts';
import { concentrationOfAuthorship } from '#metrics/concentration-of-authorship.ts';
import { counts, type Metric, type MetricRow, type Params, periods, rulesOf } from '#metrics/contract.ts';
import { coverage } from '#metrics/coverage.ts';
import { documentList, listDocuments } from '#metrics/documents.ts';
import { defaultsOf, readParams } from '#metrics/params.ts';
import type { Store } from '#prisma/client.ts';
import { documentsOf } from '../../app/_charts/rows.ts';
import { type Author, type Given, insertDocuments, insertLists } from '../counting.ts';
import { freshDatabase } from '../database.ts';
import { picking } from '../random.ts';
import { keyOf, type Recounted, recount, recountPairs } from '../recount.ts';

const { next, pick } = picking(20260131);

// India and Pakistan joined the Shanghai Cooperation Organisation on 9 June 2017, the United Kingdom left the Union with the
// end of January 2020, Futurewei has an owner since 2001.
const days = [
  ...['2000-12-31', '2001-01-01', '2017-05-31', '2017-06-01', '2017-06-08', '2017-06-09', '2017-06-30'],
  ...['2017-10-01', '2018-02-28', '2018-03-01', '2019-12-31', '2020-01-01', '2020-01-31', '2020-02-01'],
];
const countries = ['GB', 'FR', 'DE', 'IN', 'PK', 'CN', 'US', undefined];
const organisations = [
  ...['bt', 'ericsson', 'nokia', 'huawei', 'futurewei', 'etri', 'gsma'],
  ...['independent', 'unlisted'],
];
const groups = ['quic', 'tls', null];

function author(isItu: boolean): Author {
  const country = isItu ? undefined : pick(countries);
  const role = isItu ? pick(['source', 'source', 'source', 'officer', 'liaison']) : 'author';
  const named = role === 'author' || role === 'source' ? Math.floor(3.3 * next() ** 2) : 0;
  return {
    role,
    ...(country ? { country } : {}),
    organisations: [...new Set(Array.from({ length: named }, () => pick(organisations)))],
  };
}

const documents: Given[] = Array.from({ length: 400 }, (_, at) => {
  const isItu = at % 3 === 0;
  const authors = Array.from({ length: Math.floor(5 * next()) }, () => author(isItu));
  return isItu
    ? {
        id: `c-${at}`,
        body: 'itu-t',
        kind: 'contribution',
        group_id: pick(['SG13', 'TSAG']),
        submitted: pick(days),
        authors,
      }
    : { id: `rfc${at}`, body: 'ietf', kind: 'rfc', group_id: pick(groups), published: pick(days), authors };
});

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  await insertDocuments(store, documents);
});
afterAll(() => store.close());

/** A question at random: mostly without filters, between days that are ends of years and of months, or neither. */
function question(): Params {
  const body = pick(['ietf', 'ietf', 'itu-t'] as const);
  const [from = null, to = null] = [
    pick([null, null, '2001-01-01', '2017-06-09', '2017-05-02', '2018-01-01']),
    pick([null, null, '2020-01-31', '2020-02-15', '2017-06-30', '2019-12-31']),
  ].map((day) => day ?? null);
  const sometimes = <One>(often: number, from: readonly One[]): One | null =>
    next() < often ? pick(from) : null;
  return {
    ...defaultsOf(body),
    ...{ from, to: to && from && to < from ? null : to, by: pick(periods) },
    ...{ rule: pick(rulesOf(body)), count: pick(counts) },
    group: sometimes(0.2, body === 'ietf' ? ['quic', 'tls'] : ['SG13', 'TSAG']),
    country: sometimes(0.15, ['GB', 'CN', 'international', 'unknown']),
    organisation: sometimes(0.15, ['bt', 'huawei', 'independent', 'unknown']),
    bloc: sometimes(0.35, ['eu', 'sco', 'g20', 'citel']),
    unchecked: sometimes(0.2, ['1' as const]),
  };
}
const questions = Array.from({ length: 150 }, question);

/** A reading in the form of a count by hand, to nine decimals. */
async function read(metric: Metric, params: Params) {
  const { rows, total, authorships } = await metric.read(store, params);
  return {
    rows: rows.map((row) => [`${row.period} ${row.key ?? 'unknown'}`, rounded(row)] as const).sort(byPlace),
    total,
    authorships,
  };
}
const rounded = ({ value, documents, authorships }: Recounted) =>
  [Number(value.toFixed(9)), documents, authorships] as const;
const byPlace = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);

function byHand(params: Params, key: (part: never) => (string | null)[]) {
  const { by, total } = recount(documents, params);
  return {
    rows: [...by(key as never)].map(([place, sum]) => [place, rounded(sum)] as const).sort(byPlace),
    total: total.documents,
    authorships: total.authorships,
  };
}

/** How many documents the link of a row of pairs opens. */
async function opened(params: Params, row: MetricRow): Promise<number> {
  const address = new URL(documentsOf(coAuthorship, params, row) ?? '', 'http://localhost');
  const asked = readParams(documentList, address.searchParams);
  return (await listDocuments(store, asked, 1, null)).total;
}

describe('a sum comes to what counting documents one by one comes to, under every rule and counting, filter and span', () => {
  it('by country', async () => {
    for (const params of questions)
      expect(await read(authorshipByCountry, params), JSON.stringify(params)).toEqual(
        byHand(params, keyOf.country),
      );
  });

  it('by organisation', async () => {
    for (const params of questions)
      expect(await read(authorshipByOrganisation, params), JSON.stringify(params)).toEqual(
        byHand(params, keyOf.organisation),
      );
  });

  it('by bloc', async () => {
    for (const given of questions) {
      const params = { ...given, bloc: null };
      const key = keyOf.bloc(params.unchecked === '1');
      expect(await read(authorshipByBloc, params), JSON.stringify(params)).toEqual(byHand(params, key));
    }
  });

  it('by pairs that write together', async () => {
    for (const given of questions) {
      const params = { ...given, count: 'whole' as const, of: pick(['organisation', 'country'] as const) };
      const { rows } = await coAuthorship.read(store, params);
      const pairs = Object.fromEntries(
        rows.map((row) => [`${row.period} ${row.key ?? 'unknown'}`, row.value]),
      );
      expect(pairs, JSON.stringify(params)).toEqual(Object.fromEntries(recountPairs(documents, params)));
      for (const row of rows.length > 3 ? [pick(rows), pick(rows), ...rows.slice(-1)] : rows)
        expect(await opened(params, row), `${row.period} ${row.key} ${JSON.stringify(params)}`).toBe(
          row.value,
        );
    }
  });

  it('of authorships with a country and an organisation', async () => {
    for (const given of questions) {
      const params = { ...given, country: null, organisation: null, bloc: null, count: 'complete' as const };
      const { rows } = await coverage.read(store, params);
      const known = (key: 'country' | 'organisation') => {
        const all = recount(documents, params).by((part) => [part[key] && 'known']);
        return Object.fromEntries([...all].map(([place, { value }]) => [place, value]));
      };
      for (const { period, key, value, authorships } of rows)
        if (key === 'country' || key === 'organisation')
          expect(value * authorships, `${period} ${key} ${JSON.stringify(params)}`).toBeCloseTo(
            known(key)[`${period} known`] ?? 0,
          );
    }
  });
});

describe('concentration', () => {
  it('is that of the firms one by one, each independent for himself, the unknown as one firm or as many', async () => {
    for (const params of questions.slice(0, 80)) {
      const { rows } = await concentrationOfAuthorship.read(store, params);
      const sums = recount(documents, params).by(keyOf.organisation);
      for (const period of new Set(rows.map((row) => row.period))) {
        const firms = (isOne: boolean) =>
          [...sums].flatMap(([place, { value, authorships }]) => {
            if (!place.startsWith(`${period} `)) return [];
            const isMany = place.endsWith(' independent') || (place.endsWith(' unknown') && !isOne);
            const many = isMany ? Math.max(1, authorships) : 1;
            return Array.from({ length: many }, () => value / many);
          });
        const value = Object.fromEntries(
          rows.filter((row) => row.period === period).map((row) => [row.key, Number(row.value.toFixed(6))]),
        );
        const [one, many] = [concentration(firms(true)), concentration(firms(false))];
        expect(value, `${period} ${JSON.stringify(params)}`).toEqual({
          'hhi-lower': many.index,
          'hhi-upper': one.index,
          'half-lower': one.half,
          'half-upper': many.half,
        });
      }
    }
  });
});

describe('those who write together', () => {
  it('stand where they stood while nothing changes, and elsewhere once a document of others is read', async () => {
    const nodes = async () => {
      const { nodes } = await coAuthorship.read(store, {
        ...defaultsOf('ietf', coAuthorship),
        to: '2001-12-31',
      });
      return new Map(nodes?.map((node) => [node.key, node]));
    };
    const before = await nodes();
    expect(await nodes()).toEqual(before);
    expect([...before.keys()]).not.toContain('cisco');
    const authors = [{ organisations: ['cisco'] }, { organisations: ['bt'] }];
    await insertDocuments(store, [{ id: 'rfc9999', published: '2001-03-01', authors }], 'another test');
    const after = await nodes();
    expect(after.get('cisco')).toMatchObject({ partners: 1, documents: 1, betweenness: 0 });
    expect(after.get('bt')?.partners).toBe((before.get('bt')?.partners ?? 0) + 1);
    expect(after.get('bt')?.betweenness).toBeGreaterThan(before.get('bt')?.betweenness ?? 0);
  });
});

function concentration(firms: number[]) {
  const whole = firms.reduce((sum, firm) => sum + firm, 0);
  const shares = firms.map((firm) => (whole ? firm / whole : 0)).sort((a, b) => b - a);
  const held = shares.map((_, at) => shares.slice(0, at + 1).reduce((sum, share) => sum + share, 0));
  const half = held.findIndex((sum) => sum >= 0.5 - 1e-9) + 1;
  const index = 10_000 * shares.reduce((sum, share) => sum + share * share, 0);
  return { index: Number(index.toFixed(6)), half };
}
