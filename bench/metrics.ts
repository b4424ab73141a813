import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { to as copyTo } from 'pg-copy-streams';
import { authorshipByBloc } from '#metrics/authorship-by-bloc.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import { coAuthorship } from '#metrics/co-authorship.ts';
import { concentrationOfAuthorship } from '#metrics/concentration-of-authorship.ts';
import type { Metric } from '#metrics/contract.ts';
import { coverage } from '#metrics/coverage.ts';
import { readParams } from '#metrics/params.ts';
import type { Store } from '#prisma/client.ts';
import { renewSums } from '#prisma/sums.ts';
import { type Measured, median, timed } from './measure.ts';

const copies = 10;

/** The real rows ten times, under other ids: 220,000 authorships. Returns the milliseconds of the writing alone. */
async function multiply(store: Store): Promise<number> {
  return timed(async () => {
    for (const table of ['document', 'authorship', 'authorship_organisation']) {
      const key = table === 'document' ? 'id' : 'document_id';
      const { rows } = await store.pool.query(
        `select column_name as name from information_schema.columns where table_name = $1 and is_generated = 'NEVER'`,
        [table],
      );
      const names = rows.map((row: { name: string }) => `"${row.name}"`);
      const values = names.map((name) => (name === `"${key}"` ? `"${key}" || '~' || n` : name));
      await store.pool.query(
        `insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from ${table}, generate_series(2, ${copies}) n`,
      );
    }
  });
}

export const sums = (column: string, where: string, period = `strftime(published, '%Y')`) => [
  `select ${period} p, ${column} k, sum(fraction) v, count(distinct document_id) d,
     count(distinct (document_id, position)) filter (where position is not null) a from credit where ${where} group by 1, 2 order by 1, 3 desc`,
  `select ${period} p, count(distinct document_id) d, count(distinct (document_id, position)) filter (where position is not null) a
     from credit where ${where} group by 1`,
];

const member = `m.checked and (m."from" is null or m."from" <= published) and (m."to" is null or published < m."to")`;
const isKnown = `organisation is not null and organisation not in ('independent', 'international')`;

/** A question as the product asks it, and the same in DuckDB's SQL over the same rows of credit. */
export interface Question {
  metric: Metric;
  given: [string, string][];
  sql: string[];
}

const questions: Question[] = [
  { metric: authorshipByCountry, given: [], sql: sums('country', `rule = 'declared'`) },
  {
    metric: authorshipByCountry,
    given: [
      ['from', '2010-02'],
      ['rule', 'parent'],
    ],
    sql: sums('country', `rule = 'parent' and published >= date '2010-02-01'`),
  },
  {
    metric: authorshipByCountry,
    given: [['group', 'quic']],
    sql: sums('country', `rule = 'declared' and group_id = 'quic'`),
  },
  { metric: authorshipByOrganisation, given: [], sql: sums('organisation', `rule = 'declared'`) },
  {
    metric: authorshipByOrganisation,
    given: [['country', 'DE']],
    sql: sums('organisation', `rule = 'declared' and country = 'DE'`),
  },
  {
    metric: authorshipByCountry,
    given: [
      ['from', '2010-02-10'],
      ['to', '2019-11-20'],
    ],
    sql: sums('country', `rule = 'declared' and published between date '2010-02-10' and date '2019-11-20'`),
  },
  {
    metric: authorshipByCountry,
    given: [['bloc', 'eu']],
    sql: sums(
      'country',
      `rule = 'declared' and exists (select 1 from bloc_membership m where m.bloc_id = 'eu' and m.country = credit.country and ${member})`,
    ),
  },
  {
    metric: authorshipByBloc,
    given: [],
    sql: [
      `select strftime(published, '%Y') p, bloc_id k, sum(fraction) v, count(distinct document_id) d,
         count(distinct (document_id, position)) a
       from credit join bloc_membership m on m.country = credit.country and ${member} where rule = 'declared' group by 1, 2`,
      ...sums('country', `rule = 'declared' and country is null`),
    ],
  },
  {
    metric: coAuthorship,
    given: [],
    sql: [
      `with n as (select distinct document_id d, organisation k from credit where rule = 'declared' and ${isKnown})
       select a.k, b.k, count(*) from n a join n b on a.d = b.d and a.k < b.k group by 1, 2`,
      `select organisation, count(distinct document_id) from credit where rule = 'declared' and ${isKnown} group by 1`,
    ],
  },
  {
    metric: concentrationOfAuthorship,
    given: [],
    sql: [
      `with o as (select strftime(published, '%Y') p, organisation k, sum(fraction) v from credit where rule = 'declared' group by 1, 2),
            s as (select p, k, v, v / sum(v) over (partition by p) w, sum(v) over (partition by p order by v desc) c,
                         sum(v) over (partition by p) t from o where k is not null)
       select p, sum(w * w), count(*) filter (where c - v < t / 2) from s group by 1`,
    ],
  },
  {
    metric: coverage,
    given: [],
    sql: [
      `select strftime(published, '%Y') p, count(distinct document_id) d,
         count(distinct (document_id, position)) filter (where states_affiliation) a,
         sum(share) filter (where organisation is not null) o, sum(share) filter (where country is not null) c
       from credit where rule = 'declared' group by 1`,
    ],
  },
];

/** What DuckDB is given, with the types that it would not guess. */
const copied = {
  credit: `'published': 'DATE', 'position': 'INTEGER', 'part': 'INTEGER', 'share': 'DOUBLE', 'fraction': 'DOUBLE',
    'states_affiliation': 'BOOLEAN', 'unit': 'BIGINT'`,
  bloc_membership: `'from': 'DATE', 'to': 'DATE', 'checked': 'BOOLEAN'`,
};

/** Every authorship metric on ten times the real rows, beside DuckDB; and what the summed views cost to bring up to date. */
export async function metrics(store: Store, dir: string): Promise<Measured[]> {
  const written = await multiply(store);
  const refreshed = await timed(() => renewSums(store));
  const measured = await besideDuck(store, dir, questions);
  measured.push({
    question: `summed views of ${copies} times the rows`,
    ours: refreshed,
    peer: 'writing those rows',
    theirs: written,
    target: null,
  });
  return measured;
}

/** Each question, the median of five, beside DuckDB over a copy of the rows that are summed. */
export async function besideDuck(store: Store, dir: string, asked: readonly Question[]): Promise<Measured[]> {
  const duck = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  const client = await store.pool.connect();
  try {
    for (const [table, types] of Object.entries(copied)) {
      const file = join(dir, `${table}.csv`);
      const rows = client.query(copyTo(`copy (select * from ${table}) to stdout (format csv, header)`));
      await pipeline(rows, createWriteStream(file));
      await duck.run(
        `create table ${table} as select * from read_csv('${file}', nullstr = '', types = {${types}})`,
      );
    }
  } finally {
    client.release();
  }
  const measured: Measured[] = [];
  for (const { metric, given, sql } of asked) {
    const params = readParams(metric, given);
    const first = await timed(() => metric.read(store, params));
    const ours = await median(5, () => metric.read(store, params));
    const theirs = await median(5, async () => {
      for (const statement of sql) await (await duck.runAndReadAll(statement)).getRows();
    });
    const words = given.map(([name, value]) => `${name}=${value}`).join(' ');
    const question = `${metric.id} ${words}`.trim();
    measured.push({ question, ours, peer: 'DuckDB', theirs, target: 1 });
    if (metric === coAuthorship)
      measured.push({ question: `${question}, first`, ours: first, peer: 'DuckDB', theirs, target: null });
  }
  duck.closeSync();
  return measured;
}
