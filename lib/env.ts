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

const Fields = z.object({
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
  SMTP_URL: url('smtp|smtps').optional(),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n"@]{1,80} )?<?[^\s<>@"]+@[^\s<>@"]+>?$/, 'must be an address, or Name <address>')
    .optional(),
  DKIM_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/i, 'must be a domain')
    .optional(),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z0-9._-]+$/i, 'must be a selector')
    .optional(),
  DKIM_KEY_FILE: z.string().optional(),
  SEND_RATE: z.coerce.number('must be letters a second').positive().max(1000).default(10),
  TRUSTED_PROXIES: z.coerce.number('must be how many').int().min(0).max(8).optional(),
  WORKER: z.enum(['on', 'off'], 'must be on or off').default('on'),
});

/** Settings that only make sense together. */
const Environment = Fields.superRefine((given, context) => {
  if (given.SMTP_URL && !given.MAIL_FROM)
    context.addIssue({ code: 'custom', path: ['MAIL_FROM'], message: 'is needed beside SMTP_URL' });
  const dkim = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_KEY_FILE'] as const;
  const missing = dkim.filter((name) => !given[name]);
  if (missing.length > 0 && missing.length < dkim.length) {
    for (const name of missing)
      context.addIssue({
        code: 'custom',
        path: [name],
        message: 'is needed beside the other DKIM_ settings',
      });
  }
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
  mail: MailSettings;
  /** Reverse proxies of ours between a reader and the web server; null: one where it is called from this machine, else none. */
  trustedProxies: number | null;
  /** Whether `npm start` runs the schedule beside the web server. */
  worker: boolean;
}

/** `smtpUrl` null: nothing leaves this machine, letters are written to `dataDir`/outbox. `rate`: letters a second. */
export interface MailSettings {
  smtpUrl: string | null;
  from: string;
  dkim: { domain: string; selector: string; keyFile: string } | null;
  rate: number;
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
    mail: {
      smtpUrl: data.SMTP_URL ?? null,
      from: data.MAIL_FROM ?? 'Rapporteur <letter@localhost>',
      dkim:
        data.DKIM_DOMAIN && data.DKIM_SELECTOR && data.DKIM_KEY_FILE
          ? { domain: data.DKIM_DOMAIN, selector: data.DKIM_SELECTOR, keyFile: resolve(data.DKIM_KEY_FILE) }
          : null,
      rate: data.SEND_RATE,
    },
    trustedProxies: data.TRUSTED_PROXIES ?? null,
    worker: data.WORKER === 'on',
  };
}

let known: Settings | undefined;

/** The settings of this process, read once. */
export function settings(): Settings {
  known ??= readSettings(process.env);
  return known;
}
