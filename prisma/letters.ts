import { type Store, sql } from './client.ts';

/** The general letter of a week, as everybody got it. */
export interface GeneralLetter {
  week: string;
  subject: string;
  digest: unknown;
  html: string;
  text: string;
  createdAt: Date;
}

export interface LetterIds {
  general: number;
  personal: number;
}

/**
 * Files the general letter of a week and the mark that personal ones went. A week that has one keeps it as it is: what
 * was sent is not rewritten.
 * @returns the ids under which deliveries are kept
 */
export async function fileLetter(
  store: Store,
  letter: {
    week: string;
    subject: string;
    digest: unknown;
    html: string;
    text: string;
    keys: readonly string[];
  },
): Promise<LetterIds> {
  await store.query(sql`
    insert into letter (week, kind, subject, digest, html, text, keys)
    values (${letter.week}, 'general', ${letter.subject}, ${JSON.stringify(letter.digest)}::jsonb, ${letter.html}, ${letter.text},
            ${[...letter.keys]}::text[]), (${letter.week}, 'personal', null, null, null, null, '{}')
    on conflict (week, kind) do nothing`);
  const rows = await store.query<{ id: number; kind: 'general' | 'personal' }>(
    sql`select id, kind from letter where week = ${letter.week}`,
  );
  const id = (kind: string) => rows.find((row) => row.kind === kind)?.id ?? 0;
  return { general: id('general'), personal: id('personal') };
}

export async function generalLetter(store: Store, week: string): Promise<GeneralLetter | null> {
  const [row] = await store.query<GeneralLetter>(sql`
    select week, subject, digest, html, text, created_at as "createdAt" from letter where kind = 'general' and week = ${week}`);
  return row ?? null;
}

/** The general letters, the newest week first. */
export const generalLetters = (store: Store): Promise<{ week: string; subject: string }[]> =>
  store.query(sql`select week, subject from letter where kind = 'general' order by week desc`);

/** Which of these events a general letter of an earlier week told, and in which week. */
export async function toldInGeneral(
  store: Store,
  keys: readonly string[],
  before: string,
): Promise<Map<string, string>> {
  const rows = await store.query<{ key: string; week: string }>(sql`
    select key, min(week) as week from letter, unnest(keys) key
    where kind = 'general' and week < ${before} and keys && ${[...keys]}::text[] and key = any(${[...keys]}::text[]) group by 1`);
  return new Map(rows.map((row) => [row.key, row.week]));
}

/** How many general letters in a row before this week told nothing new. */
export async function quietGeneralWeeks(store: Store, before: string): Promise<number> {
  const rows = await store.query<{ quiet: boolean }>(sql`
    select (digest->>'quiet')::boolean as quiet from letter where kind = 'general' and week < ${before} order by week desc limit 60`);
  const first = rows.findIndex((row) => !row.quiet);
  return first < 0 ? rows.length : first;
}
