import { resolve } from 'node:path';
import { z } from 'zod';

const url = (schemes: string) =>
  z.string().refine(
    (text) => {
      try {
        return new RegExp(`^(${schemes}):$`).test(new URL(text).protocol);
      } catch {
        return false;
      }
    },
    `must be a URL beginning with ${schemes.replaceAll('|', ' or ')}`,
  );

const Environment = z.object({
  DATABASE_URL: url('postgres|postgresql').optional(),
  DATA_DIR: z
    .string()
    .default('.data')
    .transform((path) => resolve(path)),
  PORT: z.coerce.number('must be a port number').int().min(1).max(65535).default(3000),
  PUBLIC_URL: url('http|https').optional(),
  MIRROR_URL: url('http|https').optional(),
  CONTACT_URL: url('http|https|mailto').default('https://github.com/rapporteur-org/rapporteur'),
  CRAWL_DELAY_MS: z.coerce.number('must be a number of milliseconds').int().min(0).max(3_600_000).optional(),
});

/** The settings of one process. `databaseUrl` null: the embedded server under `dataDir`. Delays in milliseconds. */
export interface Settings {
  databaseUrl: string | null;
  dataDir: string;
  port: number;
  publicUrl: string;
  mirrorUrl: string | null;
  contactUrl: string;
  crawlDelayMs: number;
}

/**
 * Reads the settings out of an environment. An empty variable counts as unset, as shells and compose files leave them.
 * @throws one Error naming every variable that is wrong, with what was expected of it
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration cannot be used:\n${wrong.join('\n')}`);
  }
  const { data } = parsed;
  return {
    databaseUrl: data.DATABASE_URL ?? null,
    dataDir: data.DATA_DIR,
    port: data.PORT,
    publicUrl: (data.PUBLIC_URL ?? `http://localhost:${data.PORT}`).replace(/\/+$/, ''),
    mirrorUrl: data.MIRROR_URL?.replace(/\/+$/, '') ?? null,
    contactUrl: data.CONTACT_URL,
    crawlDelayMs: data.CRAWL_DELAY_MS ?? (data.MIRROR_URL ? 0 : 1000),
  };
}

let known: Settings | undefined;

/** The settings of this process, read once. */
export function settings(): Settings {
  known ??= readSettings(process.env);
  return known;
}
