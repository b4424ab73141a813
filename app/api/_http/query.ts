import { Unexpected } from '#lib/unexpected.ts';
import type { QueryParameter } from './endpoint.ts';

/** The text of a parameter; null where it is left out or empty. */
export const textOf = (query: URLSearchParams, name: string): string | null => {
  const text = query.get(name);
  if (text === null || text === '') return null;
  if (/\0|\p{Cs}/u.test(text) || text.length > 500)
    throw new Unexpected(
      `parameter ${name}`,
      'characters that no text here holds',
      'plain text, 500 at most',
    );
  return text;
};

/** One of a few values; null where it is left out. @throws Unexpected naming the values */
export function choiceOf<Value extends string>(
  query: URLSearchParams,
  name: string,
  values: readonly Value[],
): Value | null {
  const text = textOf(query, name);
  if (text === null) return null;
  const found = values.find((value) => value === text);
  if (found === undefined) {
    throw new Unexpected(`parameter ${name}`, JSON.stringify(text), `one of ${values.join(', ')}`);
  }
  return found;
}

/** A day (2026-11-23) or a time (2026-11-23T08:00:00Z); null where it is left out. */
export function timeOf(query: URLSearchParams, name: string): string | null {
  const text = textOf(query, name);
  if (text === null) return null;
  const isShaped = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(
    text,
  );
  const time = new Date(text);
  if (!isShaped || Number.isNaN(time.getTime()) || !realDay(text.slice(0, 10))) {
    throw new Unexpected(
      `parameter ${name}`,
      JSON.stringify(text),
      'a day (2026-11-23) or a time (2026-11-23T08:00:00Z)',
    );
  }
  return text;
}

const realDay = (day: string) => {
  const time = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day);
};

/** How many rows to give: 1 to `most`. */
export function limitOf(query: URLSearchParams, most: number, otherwise: number): number {
  const text = textOf(query, 'limit');
  if (text === null) return otherwise;
  const limit = Number(text);
  if (!/^\d{1,6}$/.test(text) || limit < 1 || limit > most)
    throw new Unexpected('parameter limit', JSON.stringify(text), `a whole number from 1 to ${most}`);
  return limit;
}

/** Where the following page begins: what `next` of this one said. */
export function cursorOf(query: URLSearchParams, shape: RegExp): string | null {
  const text = textOf(query, 'after');
  if (text !== null && (!shape.test(text) || (/^\d{4}-/.test(text) && !realDay(text.slice(0, 10)))))
    throw new Unexpected('parameter after', JSON.stringify(text), 'what next of the page before said');
  return text;
}

export const limitParameter = (most: number, otherwise: number): QueryParameter => ({
  description: 'How many rows to give.',
  schema: { type: 'integer', minimum: 1, maximum: most, default: otherwise },
});
export const afterParameter: QueryParameter = {
  description: 'The `next` of the page before; left out for the first page.',
  schema: { type: 'string' },
};
export const textParameter = (description: string): QueryParameter => ({
  description,
  schema: { type: 'string', maxLength: 500 },
});
export const choiceParameter = (description: string, values: readonly string[]): QueryParameter => ({
  description,
  schema: { type: 'string', enum: [...values] },
});
export const timeParameter = (description: string): QueryParameter => ({
  description: `${description} A day (2026-11-23) or a time (2026-11-23T08:00:00Z).`,
  schema: { type: 'string', anyOf: [{ format: 'date' }, { format: 'date-time' }] },
});
