import { resolve } from 'node:path';
import { endWith } from '#lib/command.ts';
import { connect } from '#prisma/connect.ts';
import { exportDataset } from './export.ts';

async function main(): Promise<number> {
  const [dir, ...rest] = process.argv.slice(2);
  if (!dir || rest.length > 0 || dir.startsWith('-')) {
    process.stderr.write('usage: npm run export -- <dir>\n');
    return 2;
  }
  const store = await connect();
  try {
    const { tables, files } = await exportDataset(store, resolve(dir));
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    process.stdout.write(
      `${resolve(dir)}: ${tables.length} tables, ${rows} rows, ${files.length + 1} files\n`,
    );
    return 0;
  } finally {
    await store.close();
  }
}

endWith(main());
