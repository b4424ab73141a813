import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Store } from '#prisma/client.ts';
import { type Row, records } from '#prisma/records.ts';
import { startRun } from '#prisma/runs.ts';
import { save } from '#prisma/save.ts';
import { type Measured, timed } from './measure.ts';

/**
 * Saving the authorships of the whole series, against a bare COPY of the same rows into a plain table: once as new
 * rows, once as rows that are all known.
 */
export async function saving(store: Store): Promise<Measured[]> {
  const columns = Object.keys(records.authorship.columns);
  const list = columns.map((column) => `"${column}"`).join(', ');
  const { rows } = await store.pool.query<Row<'authorship'>>(`select ${list} from authorship`);
  const lines = rows.map((row) => {
    const values = Object.values(row).map((value) =>
      value === null ? '\\N' : String(value).replace(/[\\\n\r\t]/g, (found) => `\\${found}`),
    );
    return `${values.join('\t')}\n`;
  });
  const runId = await startRun(store, 'bench', 'read');
  const writer = { runId, source: 'bench', baseline: true, difference: 'changed' as const };
  const client = await store.pool.connect();
  const rolledBack = async (prepare: string, work: () => Promise<unknown>): Promise<number> => {
    const taken: number[] = [];
    for (let n = 0; n < 4; n++) {
      await client.query(`begin; ${prepare}`);
      taken.push(await timed(work));
      await client.query('rollback');
    }
    return taken.slice(1).sort((a, b) => a - b)[1] ?? 0;
  };
  try {
    const copy = await rolledBack(`create table plain as select ${list} from authorship with no data`, () =>
      pipeline(Readable.from(lines), client.query(copyFrom(`copy plain (${list}) from stdin`))),
    );
    const added = await rolledBack('delete from authorship', () =>
      save(client, 'authorship', rows, 'all', writer),
    );
    const known = await rolledBack('', () => save(client, 'authorship', rows, null, writer));
    const peer = `bare COPY of ${rows.length} rows`;
    return [
      { question: 'saving authorships, all new', ours: added, peer, theirs: copy, target: 4 },
      { question: 'saving authorships, all known', ours: known, peer, theirs: copy, target: 4 },
    ];
  } finally {
    client.release();
  }
}
