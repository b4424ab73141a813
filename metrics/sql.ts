import { type Sql, sql } from '#prisma/client.ts';

/** A time as ISO text in UTC, to the second. */
export const isoTime = (column: Sql): Sql =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** A search term as a pattern of LIKE: what stands in it is meant as it stands. */
export const containing = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`;
