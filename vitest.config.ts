import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const shared = existsSync('../shared/mirror/serve.mjs');

/**
 * unit: no network, no database. db: real Postgres, real migrations, a database of its own.
 * browser: the built product in a real browser. mirror: against the offline stand-in of the sources, where it exists.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.{db,browser,mirror}.test.ts'],
          setupFiles: ['test/setup.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'db',
          include: ['test/**/*.db.test.ts'],
          setupFiles: ['test/setup.ts'],
          globalSetup: ['test/database-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          setupFiles: ['test/setup.ts'],
          globalSetup: ['test/database-server.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      ...(shared
        ? [
            {
              test: {
                name: 'mirror',
                include: ['test/**/*.mirror.test.ts'],
                setupFiles: ['test/setup.ts'],
                globalSetup: ['test/database-server.ts'],
                testTimeout: 300_000,
                hookTimeout: 300_000,
                fileParallelism: false,
              },
            },
          ]
        : []),
    ],
  },
});
