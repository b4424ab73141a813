import { type Store, sql } from '#prisma/client.ts';
import type { Params } from './contract.ts';
import { keptAnswer } from './kept-answers.ts';

/** The first day (ISO) of the newest month in which documents of one body and kind count, whatever else a reading is filtered by. */
export async function newestOf(
  store: Store,
  { body, kind }: Pick<Params, 'body' | 'kind'>,
): Promise<string | null> {
  const [row] = await keptAnswer<{ month: string | null }>(
    store,
    sql`
    select max(starts)::text as month from tally
    where dimension = 'total' and rule = 'employer' and body = ${body} and kind = ${kind} and span = 'month'`,
  );
  return row?.month ?? null;
}
