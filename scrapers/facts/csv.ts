import { parse } from 'csv-parse/sync';
import { country as countryOf } from '#entities/countries.ts';
import { Unexpected } from '#lib/unexpected.ts';
import type { Reader } from '../contract.ts';

/**
 * primary: the body's own page was read; secondary: somebody else's report, or a copy of the body's page elsewhere;
 * second-hand: quoted by somebody, the page itself not read; unchecked: general knowledge.
 */
export const grades = ['primary', 'secondary', 'second-hand', 'unchecked'] as const;

export interface Facts<Column extends string> {
  pageId: number;
  rows: (Record<Column, string> & { where: string })[];
}

/** The rows of a curated file with exactly these columns. @throws Unexpected naming file and line */
export async function readFacts<const Column extends string>(
  reader: Reader,
  path: string,
  columns: readonly Column[],
): Promise<Facts<Column>> {
  const page = await reader.read(path);
  if (page === 'missing' || page === 'unchanged') throw new Unexpected(path, page, 'a file of facts');
  const records = cellsOf(page.text, path);
  const head = records[0]?.join(',');
  if (head !== columns.join(',')) throw new Unexpected(path, `the columns ${head}`, columns.join(','));
  const rows = records.slice(1).map((cells, at) => {
    const row = Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
    return { ...row, where: `${path}, line ${at + 2}` } as Record<Column, string> & { where: string };
  });
  return { pageId: page.id, rows };
}

function cellsOf(text: string, path: string): string[][] {
  try {
    return parse(text) as string[][];
  } catch (error) {
    throw new Unexpected(path, (error as Error).message, 'comma-separated rows of one length');
  }
}

export const orNull = (text: string): string | null => text || null;

/** A number in digits; null where nothing stands. @throws Unexpected */
export function whole(text: string, where: string): number | null {
  if (!text) return null;
  if (!/^\d+$/.test(text)) throw new Unexpected(where, text, 'a whole number');
  return Number(text);
}

/** An ISO day; null where nothing stands. @throws Unexpected */
export function day(text: string, where: string): string | null {
  if (!text) return null;
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new Unexpected(where, text, 'a day like 2024-03-04');
  return text;
}

/** One of the words given. @throws Unexpected */
export function oneOf<const Word extends string>(text: string, words: readonly Word[], where: string): Word {
  const found = words.find((word) => word === text);
  if (!found) throw new Unexpected(where, text || 'nothing', words.join(' | '));
  return found;
}

/** An ISO 3166 code that exists; null where nothing stands. @throws Unexpected */
export function countryCode(text: string, where: string): string | null {
  if (text && !countryOf(text)) throw new Unexpected(where, text, 'an ISO 3166 code');
  return orNull(text);
}

/** How well a row is known, and the page that says so. Only what is unchecked, or says in its note where it stands, may lack one. */
export function evidenceOf(
  row: { evidence: string; source: string; note?: string },
  where: string,
): { evidence: (typeof grades)[number]; source_url: string | null } {
  const evidence = oneOf(row.evidence, grades, where);
  const isSourced = /^https?:\/\/\S+$/.test(row.source);
  if (!isSourced && (row.source || (evidence !== 'unchecked' && !/\bSource: /.test(row.note ?? ''))))
    throw new Unexpected(where, row.source || 'no source', 'the address of a page');
  return { evidence, source_url: orNull(row.source) };
}
