import { type Asked, type Store, sql } from './client.ts';

export async function getSetting(store: Store, key: string): Promise<string | null> {
  const [row] = await store.query<{ value: string }>(sql`select value from setting where key = ${key}`);
  return row?.value ?? null;
}

export async function setSetting(store: Asked, key: string, value: string): Promise<void> {
  await store.query(
    sql`insert into setting (key, value) values (${key}, ${value}) on conflict (key) do update set value = excluded.value`,
  );
}

/** What is known of a source besides its runs. */
export interface SourceNote {
  id: string;
  body: string;
  title: string;
  home: string;
  licence: string;
  cadenceHours: number;
}

export const setSourceNotes = (store: Store, notes: readonly SourceNote[]): Promise<void> =>
  setSetting(store, 'sources', JSON.stringify(notes));

export const sourceNotes = async (store: Store): Promise<SourceNote[]> =>
  JSON.parse((await getSetting(store, 'sources')) ?? '[]') as SourceNote[];

const memoKey = (source: string) => `memo ${source}`;

/** What a source noted for its next run; {} before its first good one. */
export const memoOf = async (store: Store, source: string): Promise<Record<string, string>> =>
  JSON.parse((await getSetting(store, memoKey(source))) ?? '{}') as Record<string, string>;

export const setMemo = (
  store: Asked,
  source: string,
  memo: Readonly<Record<string, string>>,
): Promise<void> => setSetting(store, memoKey(source), JSON.stringify(memo));
