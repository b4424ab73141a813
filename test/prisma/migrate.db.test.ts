import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { migrations, missingMigration } from '#prisma/engine.ts';
import { migrate } from '#prisma/migrate.ts';
import { freshDatabase } from '../database.ts';

const root = join(import.meta.dirname, '..', '..');

describe('the schema and its migrations', () => {
  it('agree: from the migrations to the schema there is nothing left to do', async () => {
    const scratch = await freshDatabase();
    // The engine tries the migrations out in the database it is given, so it gets an empty one.
    await scratch.pool.query('drop schema public cascade; create schema public');
    const missing = await missingMigration(scratch.url);
    await scratch.close();
    expect(missing.trim()).toBe('-- This is an empty migration.');
  });

  it('are applied once, however many start together, and one database after the other', async () => {
    for (let n = 0; n < 2; n++) {
      const scratch = await freshDatabase();
      await scratch.pool.query('drop schema public cascade; create schema public');
      const applied = await Promise.all([migrate(scratch.url), migrate(scratch.url), migrate(scratch.url)]);
      expect(applied.map((names) => names.length).sort((a, b) => b - a)).toEqual([
        migrations().migrationDirectories.length,
        0,
        0,
      ]);
      expect(await scratch.prisma.document.count()).toBe(0);
      expect(await migrate(scratch.url)).toEqual([]);
      await scratch.close();
    }
  });

  it('are taken up again where a process was killed in the midst of them, with the same end', async () => {
    const [killed, whole] = [await freshDatabase(), await freshDatabase()];
    await killed.pool.query('drop schema public cascade; create schema public');
    const script = `import { migrate } from '#prisma/migrate.ts';
      await migrate(process.env.DATABASE_URL); process.exit(0);`;
    const noted = async () => {
      const { rows } = await killed.pool.query(
        `select to_regclass('_prisma_migrations') is not null as known`,
      );
      return rows[0].known
        ? Number((await killed.pool.query('select count(*) from _prisma_migrations')).rows[0].count)
        : 0;
    };
    let kills = 0;
    for (const wanted of [1, 6, 14]) {
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        cwd: root,
        env: { ...process.env, DATABASE_URL: killed.url },
      });
      const ended = once(child, 'exit');
      while (child.exitCode === null && (await noted()) < wanted) await sleep(2);
      if (child.exitCode === null) kills += Number(child.kill('SIGKILL'));
      await ended;
    }
    expect(kills).toBe(3);
    await migrate(killed.url);
    const columns = `select table_name, column_name, data_type from information_schema.columns
                     where table_schema = 'public' order by 1, 2`;
    expect((await killed.pool.query(columns)).rows).toEqual((await whole.pool.query(columns)).rows);
    await killed.close();
    await whole.close();
  });

  it('say in plain words that the database cannot be reached', async () => {
    await expect(migrate('postgresql://nobody:x@127.0.0.1:1/none')).rejects.toThrow(
      'DATABASE_URL: the database cannot be reached',
    );
  });
});
