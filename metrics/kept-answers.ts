import type { Sql, Store } from '#prisma/client.ts';
import { sumsName } from '#prisma/sums.ts';

/** What the sums answered charts, the answer asked for last at the end. */
const kept = new WeakMap<Store, { sums: string; answers: Map<string, Promise<unknown[]>> }>();
const mostKept = 100;

/**
 * The answer to a question to the sums alone, which is the same until the sums are computed anew and have another name. Rows
 * are shared: nobody changes them.
 */
export async function keptAnswer<Row>(store: Store, statement: Sql): Promise<Row[]> {
  // Asked first: should the sums change in between, what is kept is too new for its name and never asked for again.
  const sums = await sumsName(store);
  if (sums === null) return store.query<Row>(statement);
  let held = kept.get(store);
  if (held?.sums !== sums) {
    held = { sums, answers: new Map() };
    kept.set(store, held);
  }
  const { answers } = held;
  const question = JSON.stringify([statement.text, statement.values]);
  const answer = (answers.get(question) ?? store.query<Row>(statement)) as Promise<Row[]>;
  answers.delete(question);
  answers.set(question, answer);
  for (const oldest of answers.keys()) if (answers.size > mostKept) answers.delete(oldest);
  answer.catch(() => answers.delete(question));
  return answer;
}
