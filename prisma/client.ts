import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from './generated/client.ts';

/** Tagged SQL: sql`select … where id = ${id}`; nests, and every value travels as a parameter. */
export const { sql, join, empty, raw } = Prisma;
export type Sql = Prisma.Sql;

/** Whether a statement was given up because it took longer than its store allows. */
export const isTooLong = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === '57014';

/** The open database. `query` is for measuring, `prisma` for single records, `pool` for saving. */
export interface Store {
  url: string;
  prisma: PrismaClient;
  pool: pg.Pool;
  query<Row>(statement: Sql): Promise<Row[]>;
  close(): Promise<void>;
}

/** What answers a statement: the store, or one connection of it within a transaction. */
export type Asked = Pick<Store, 'query'>;

export const askedOf = (connection: pg.Pool | pg.PoolClient): Asked => ({
  query: async <Row>({ text, values }: Sql) =>
    (await connection.query({ text, values: values as unknown[] })).rows as Row[],
});

// A date of the field is a day in no time zone: it stays the text it is.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export interface StoreOptions {
  onClose?: () => Promise<void>;
  /** The database gives up a statement that takes longer; left out: none. */
  statementSeconds?: number;
}

/** Opens a database that is already at this version's schema. */
export function openStore(url: string, { onClose, statementSeconds }: StoreOptions = {}): Store {
  const limit = `set statement_timeout = ${Math.round((statementSeconds ?? 0) * 1000)}`;
  const pool = new pg.Pool({
    connectionString: url,
    max: 8,
    idleTimeoutMillis: 30_000,
    // A pooler before the database refuses a connection that states it at its start.
    ...(statementSeconds ? { onConnect: async (client) => void (await client.query(limit)) } : {}),
  });
  // An idle connection that the server ends (a restart) is replaced at the next query.
  pool.on('error', () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    url,
    prisma,
    pool,
    ...askedOf(pool),
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
      await onClose?.();
    },
  };
}
