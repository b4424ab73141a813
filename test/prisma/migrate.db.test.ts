import { describe, expect, it } from 'vitest';
import { migrations, missingMigration } from '#prisma/engine.ts';
import { migrate } from '#prisma/migrate.ts';
import { freshDatabase } from '../database.ts';

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

  it('say in plain words that the database cannot be reached', async () => {
    await expect(migrate('postgresql://nobody:x@127.0.0.1:1/none')).rejects.toThrow(
      'DATABASE_URL: the database cannot be reached',
    );
  });
});
