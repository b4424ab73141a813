import { describe, expect, it } from 'vitest';
import { filters, migrations, openEngine, schemaFiles } from '#prisma/engine.ts';
import { freshDatabase } from '../database.ts';

describe('the schema and its migrations', () => {
  it('agree: from the migrations to the schema there is nothing left to do', async () => {
    const scratch = await freshDatabase();
    // The engine tries the migrations out in the database it is given, so it gets an empty one.
    await scratch.pool.query('drop schema public cascade; create schema public');
    const { engine, close } = await openEngine(scratch.url);
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...migrations() },
      to: { tag: 'schemaDatamodel', files: schemaFiles() },
      script: true,
      exitCode: null,
      filters,
    });
    await close();
    await scratch.close();
    expect(stdout?.trim()).toBe('-- This is an empty migration.');
  });
});
