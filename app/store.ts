import { cache } from 'react';
import { settings } from '#lib/env.ts';
import { isTooLong, openStore, type Sql, type Store } from '#prisma/client.ts';
import { statementSeconds, tooLongDigest } from './_ui/too-long.ts';

const place = globalThis as { rapporteurStore?: Store };

/**
 * The database of this web process, opened once: RAPPORTEUR_STORE_URL, which `npm start` hands over when the database is
 * up and migrated, or DATABASE_URL where the web process runs apart.
 * @throws Error in plain words where neither is set
 */
export async function store(): Promise<Store> {
  place.rapporteurStore ??= open();
  return place.rapporteurStore;
}

function open(): Store {
  const url = process.env.RAPPORTEUR_STORE_URL || settings().databaseUrl;
  if (!url) throw new Error('No database: start with npm start or npm run web, or set DATABASE_URL.');
  const opened = openStore(url, { statementSeconds });
  return { ...opened, query: onceAPage(marked(opened.query)) };
}

function marked(query: Store['query']): Store['query'] {
  return <Row>(statement: Sql) =>
    query<Row>(statement).catch((error: Error) => {
      throw isTooLong(error) ? Object.assign(error, { digest: tooLongDigest }) : error;
    });
}

/** What one page has asked. Outside the rendering of a page React keeps nothing, and every question is asked anew. */
const asked = cache((): Map<string, Promise<unknown[]>> => new Map());

/** Figures of one page ask much of the same: of one page every question goes to the database once, and all get its rows. */
function onceAPage(query: Store['query']): Store['query'] {
  return <Row>(statement: Sql) => {
    const answers = asked();
    const question = JSON.stringify([statement.text, statement.values]);
    const known = answers.get(question) as Promise<Row[]> | undefined;
    if (known) return known;
    const answer = query<Row>(statement);
    answers.set(question, answer);
    return answer;
  };
}
