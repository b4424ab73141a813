import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { settings } from '#lib/env.ts';
import { connect } from '#prisma/connect.ts';
import { loadFacts } from '#scrapers/facts/load.ts';
import { syncLists } from '#scrapers/lists.ts';
import { describeSources } from '#scrapers/sources.ts';
import { loadStarter } from '#scrapers/starter.ts';
import { keepRunning } from './keep.ts';

const root = join(import.meta.dirname, '..');
const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
const isDev = process.argv.includes('--dev');
const withWorker = () => settings().worker && !isDev && !process.argv.includes('--web');
const say = (words: string) => process.stdout.write(`${words}\n`);

/** `npm start`: a database with data in it, a built dashboard, and the web server on PORT until it is stopped. */
async function start(): Promise<void> {
  const { port, databaseUrl, dataDir } = settings();
  await checkPort(port);
  const built = isDev ? Promise.resolve() : build();
  // Failing before the database is ready must not look unhandled; it is awaited below.
  built.catch(() => {});
  say(databaseUrl ? 'Database: DATABASE_URL' : `Database: embedded PostgreSQL in ${dataDir}`);
  const store = await connect();
  try {
    await describeSources(store);
    const corrected = await syncLists(store);
    if (corrected)
      say(`Lists of organisations and countries brought up to date: ${corrected} rows corrected.`);
    for (const [source, asOf] of Object.entries(await loadStarter(store)))
      say(`Starter data loaded: ${source} as of ${asOf}. Newer: npm run scrape -- ${source}`);
    const facts = await loadFacts(store, settings());
    if (facts.length) say(`Curated facts loaded: ${facts.join(', ')}.`);
    await built;
    await serve(port, store.url);
  } finally {
    await store.close();
  }
}

/** @throws Error in plain words when somebody else listens there */
function checkPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) =>
      reject(new Error(`PORT ${port} is taken (${error.message}). Choose another: PORT=3001 npm start`)),
    );
    probe.listen(port, () => probe.close(() => resolve()));
  });
}

/** Builds the dashboard unless the last build was made from these very files. */
async function build(): Promise<void> {
  const stamp = join(root, '.next', 'built-from');
  const now = sourcesHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  say('Building the dashboard (once, about half a minute) …');
  let output = '';
  const child = spawn(process.execPath, [next, 'build'], { cwd: root, env: quiet() });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (output += piece));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`The dashboard could not be built:\n${output}`);
  writeFileSync(stamp, now);
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const room of [
    'app',
    'metrics',
    'digest',
    'entities',
    'lib',
    'prisma',
    'package-lock.json',
    'next.config.js',
  ]) {
    const path = join(root, room);
    if (!existsSync(path)) continue;
    const files = room.includes('.') ? [''] : readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
    for (const file of files) {
      // A folder may be named like a file: app/openapi.json.
      if (/\.(?:tsx?|jsx?|css|json)$/.test(room + file) && statSync(join(path, file)).isFile())
        hash.update(file).update(readFileSync(join(path, file)));
    }
  }
  return hash.digest('hex');
}

const quiet = (): NodeJS.ProcessEnv => ({ ...process.env, NEXT_TELEMETRY_DISABLED: '1' });

async function serve(port: number, databaseUrl: string): Promise<void> {
  const around = pathToFileURL(join(import.meta.dirname, 'around-next.js')).href;
  const given = ['--import', around, next, isDev ? 'dev' : 'start', '-p', String(port)];
  const child = spawn(process.execPath, given, {
    cwd: root,
    stdio: 'inherit',
    env: { ...quiet(), RAPPORTEUR_STORE_URL: databaseUrl },
  });
  const schedule = withWorker() ? keepRunning(() => startWorker(databaseUrl), sayWorkerEnded) : null;
  const stop = (signal: NodeJS.Signals) => {
    child.kill(signal);
    schedule?.stop(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
  // Stopped, npm may end its shell alone: then this process is left over, with another parent.
  const parent = process.ppid;
  const orphaned = setInterval(() => {
    if (process.env.npm_lifecycle_event && process.ppid !== parent) stop('SIGTERM');
  }, 500);
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(orphaned);
  await schedule?.stop();
}

const startWorker = (databaseUrl: string) =>
  spawn(process.execPath, ['--import', 'tsx', join(root, 'worker', 'main.ts')], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });

const sayWorkerEnded = (how: string, seconds: number) =>
  process.stderr.write(
    `The worker ended (${how}). No source is read and no letter sent until it is started again, in ${seconds} s.\n`,
  );

start().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
