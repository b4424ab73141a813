import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Unexpected } from '#lib/unexpected.ts';
import { type RecordName, type RecordType, type Row, records } from './records.ts';

/** How many rows a save added, changed, found gone, and met as they were. */
export interface Saved {
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
}

/** In whose name a save writes: its changes are kept unless it is a baseline. */
export interface Writer {
  runId: number;
  source: string;
  /** The first good run of a source: what it adds is no news. */
  baseline: boolean;
  /** What a difference means: the world changed, or we read the same page better. */
  difference: 'changed' | 'corrected';
  /** Record types of which this source leaves alone a row that another source leads. */
  yields?: readonly RecordName[];
}

/**
 * Which of the source's own stored rows a batch speaks for; those it does not hold are removed. 'all': every one of them.
 * null: it speaks only for the rows it holds. `whole`: it speaks for what other sources stored there as well.
 */
export type Scope = { column: string; values: readonly string[]; whole?: boolean } | 'all' | null;

/**
 * Merges rows into one table with one statement: COPY into a staging table, then added, changed, removed and the
 * change log together. Runs inside the caller's transaction. Saving the same rows twice yields no change. `written` are
 * all rows touched, those too of which only silent columns differ. `merged`: stored rows, by their key, and the key of the
 * row given under which each goes on; counted as changed, and logged as merged.
 * @throws Unexpected where two rows have one key; else the database's error
 */
export async function save<Name extends RecordName>(
  client: pg.PoolClient,
  name: Name,
  rows: Iterable<Row<Name>>,
  scope: Scope,
  writer: Writer,
  merged: ReadonlyMap<string, string> = new Map(),
): Promise<Saved & { written: number }> {
  const type: RecordType = records[name];
  const table = quote(type.table);
  const columns = Object.keys(type.columns);
  await client.query(
    `drop table if exists stage; create temp table stage (${stageColumns(type)}) on commit drop`,
  );
  const copy = client.query(copyFrom(`copy stage (${columns.map(quote).join(', ')}) from stdin`));
  await pipeline(Readable.from(encode(rows, type)), copy);
  let staged = copy.rowCount;
  // The planner may still hold for empty what the transaction before filled, and would look through it once a row.
  const isMany = staged > manyRows;
  // The merge needs to know how many rows there are, not how they are spread.
  await client.query(
    `set local default_statistics_target = 1; analyze stage; set local enable_nestloop = ${isMany ? 'off' : 'on'}`,
  );

  // An insert would refuse a key that comes twice; an update would take either row.
  const keys = type.key.map(quote).join(', ');
  const { rows: twice } = await client.query(
    `select ${keys} from stage group by ${keys} having count(*) > 1 limit 1`,
  );
  if (twice.length > 0)
    throw new Unexpected(
      `${writer.source} ${name}`,
      `${Object.values(twice[0]).join('#')} twice`,
      'each key once',
    );

  const match = type.key.map((column) => `t.${quote(column)} = s.${quote(column)}`).join(' and ');
  if (writer.yields?.includes(name)) {
    const yielded = [
      `delete from stage s using ${table} t where ${match} and t.source <> $1 and t.removed_at is null`,
      ...(type.of
        ? [
            `delete from stage s using ${quote(type.of.table)} o
             where o.id = s.${quote(type.of.column)} and o.source <> $1 and o.removed_at is null`,
          ]
        : []),
    ];
    for (const statement of yielded) staged -= (await client.query(statement, [writer.source])).rowCount ?? 0;
  }
  const list = (prefix: string, names: readonly string[]) =>
    names.map((column) => `${prefix}${quote(column)}`).join(', ');
  const loud = columns.filter((column) => !type.key.includes(column) && !type.silent.includes(column));
  const differs = (names: readonly string[]) =>
    names.length ? `(${list('t.', names)}) is distinct from (${list('s.', names)})` : 'false';
  const rest = columns.filter((column) => !type.key.includes(column));
  const keyText = (prefix: string) =>
    type.key.map((column) => `${prefix}${quote(column)}::text`).join(` || '#' || `);
  const logColumns = [...type.key, ...loud];
  const json = (prefix: string) =>
    `jsonb_build_object(${logColumns.map((c) => `'${c}', ${prefix}${quote(c)}`).join(', ')})`;
  const page = (prefix: string) => ('page_id' in type.columns ? `${prefix}page_id` : 'null::int');
  const log = (kind: string, before: string, after: string, source: string, pageOf: string, key: string) => `
    insert into change (run_id, source, kind, record_type, record_key, before, after, page_id)
    select $1, $2, ${kind}, '${name}', ${key}, ${before}, ${after}, ${pageOf} from ${source}`;

  const isQuiet = writer.baseline || type.isTold === true;
  let moved = 0;
  if (merged.size > 0) {
    const { rows: of } = await client.query(
      `with pair as (
         select ${json('t.')} as before, ${keyText('s.')} as now, ${keyText('t.')} as former
         from unnest($3::text[], $4::text[]) as given (former, now)
         join ${table} t on ${keyText('t.')} = given.former and t.removed_at is null
         join stage s on ${keyText('s.')} = given.now
         where not exists (select from ${table} o where ${match.replaceAll('t.', 'o.')})
       ), moved as (
         update ${table} t set ${columns.map((column) => `${quote(column)} = s.${quote(column)}`).join(', ')}, source = $2
         from pair join stage s on ${keyText('s.')} = pair.now where ${keyText('t.')} = pair.former
         returning pair.before, ${json('s.')} as after, ${page('s.')} as page_id, ${keyText('s.')} as key
       )${isQuiet ? '' : `, logged as (${log(`'merged'`, 'before', 'after', 'moved', 'page_id', 'key')})`}
       select count(*)::int as moved, $1::int as run from moved`,
      [writer.runId, writer.source, [...merged.keys()], [...merged.values()]],
    );
    moved = of[0].moved;
  }

  const isListed = scope !== null && scope !== 'all';
  const isWhole = isListed && scope.whole;
  const scoped = isListed
    ? `t.${quote(scope.column)}::text = any($3)`
    : `$3::text[] is null and ${scope === 'all'}`;
  const missing = `select ${list('s.', columns)}, $2 from stage s
       where not exists (select 1 from ${table} t where ${match})`;
  const insert = `insert into ${table} as t (${list('', columns)}, source) ${missing}`;
  // Rows handed on to a log are kept until it is written: where there is none to write, only their number is.
  const { rows: counted } = await client.query(
    `with added as (
       ${isQuiet ? 'select where false' : `${insert} returning ${list('t.', columns)}`}
     ), differing as (
       select ${list('s.', columns)}, t.removed_at is not null as returned,
              (${differs(loud)}) or t.removed_at is not null as news,
              ${isQuiet ? 'null' : json('t.')} as before
       from stage s join ${table} t on ${match}
       where (${differs(rest)}) or t.source <> $2 or t.removed_at is not null
     ), updated as (
       update ${table} t
       set ${[...rest.map((column) => `${quote(column)} = s.${quote(column)}`), 'source = $2', 'removed_at = null'].join(', ')}
       from differing s where ${match}
       returning 1
     ), removed as (
       update ${table} t set removed_at = now()
       where t.removed_at is null and ${isWhole ? '' : 't.source = $2 and'} ${scoped}
         and not exists (select 1 from stage s where ${match})
       returning ${isQuiet ? '1' : `${keyText('t.')} as key, ${json('t.')} as before, ${page('t.')} as page_id`}
     )${
       isQuiet
         ? ''
         : `, log_added as (${log(`'added'`, 'null', json('s.'), 'added s', page('s.'), keyText('s.'))}
     ), log_changed as (${log(
       `case when returned then 'added' else $4 end`,
       'before',
       json('s.'),
       'differing s',
       page('s.'),
       keyText('s.'),
     )} where news
     ), log_removed as (${log(`'removed'`, 'before', 'null', 'removed', 'page_id', 'key')})`
     }
     select (select count(*) from added)::int as added,
            (select count(*) from differing where news and not returned)::int as changed,
            (select count(*) from differing where returned)::int as returned,
            (select count(*) from removed)::int as removed,
            (select count(*) from updated)::int as updated,
            $1::int as run, $4::text as difference`,
    [writer.runId, writer.source, isListed ? scope.values : null, writer.difference],
  );
  const { changed, returned, removed, updated } = counted[0];
  const added = isQuiet
    ? ((await client.query(insert.replaceAll('$2', '$1'), [writer.source])).rowCount ?? 0)
    : counted[0].added;
  if (isMany) await client.query('set local enable_nestloop = on');
  const written = added + updated + removed + moved;
  // A fifth of the usual sample plans as well, in a fifth of the time.
  if (written > manyRows) await client.query(`set local default_statistics_target = 20; analyze ${table}`);
  return {
    added: added + returned,
    changed: changed + moved,
    removed,
    unchanged: staged - added - returned - changed - moved,
    written,
  };
}

/** From so many rows on a merge reads the table through instead of looking up each. */
const manyRows = 500;

const quote = (name: string) => `"${name}"`;

function stageColumns(type: RecordType): string {
  const sqlType = {
    text: 'text',
    int: 'int',
    float: 'float8',
    bool: 'boolean',
    date: 'date',
    json: 'jsonb',
  } as const;
  const columns = Object.entries(type.columns).map(([column, kind]) => `${quote(column)} ${sqlType[kind]}`);
  return columns.join(', ');
}

const special = /[\\\n\r\t]/g;
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Rows as COPY's text format, in pieces of about 64 KiB. PostgreSQL's text cannot hold NUL: it becomes U+FFFD. */
function* encode(rows: Iterable<Record<string, unknown>>, type: RecordType): Generator<Buffer> {
  const columns = Object.keys(type.columns);
  let piece = '';
  for (const row of rows) {
    for (let at = 0; at < columns.length; at++) {
      const value = row[columns[at] as string];
      if (at) piece += '\t';
      if (value === null || value === undefined) piece += '\\N';
      else if (typeof value === 'string') {
        const clean = value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
        piece += special.test(clean)
          ? clean.replace(special, (character) => escapes[character] as string)
          : clean;
        special.lastIndex = 0;
      } else piece += String(value);
    }
    piece += '\n';
    if (piece.length > 65_536) {
      yield Buffer.from(piece);
      piece = '';
    }
  }
  if (piece) yield Buffer.from(piece);
}
