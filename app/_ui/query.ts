import { Unexpected } from '#lib/unexpected.ts';

/** What a page's address asks, as Next hands it over. */
export type Query = Record<string, string | string[] | undefined>;

/** The first value of a parameter, trimmed; null where it is missing or empty. */
export const one = (value: string | string[] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value)?.replaceAll('\0', '').trim() || null;

/** @throws Unexpected naming a parameter that the page does not take */
export function refuseOthers(search: Query, known: readonly string[]): void {
  for (const name of Object.keys(search))
    if (!known.includes(name))
      throw new Unexpected(`parameter ${name}`, 'a name we do not know', `one of ${known.join(', ')}`);
}

/**
 * Where the following page of a list begins; null on the first.
 * @throws Unexpected for anything but what the page before said
 */
export function afterOf(search: Query, shape: RegExp): string | null {
  const after = one(search.after);
  if (after !== null && !shape.test(after))
    throw new Unexpected('parameter after', JSON.stringify(after), 'what the page before it says');
  return after;
}

/** The id in a page's address. What cannot be text (half an escape, a zero byte) is no id, and '' names nothing. */
export function idIn(part: string): string {
  try {
    const id = decodeURIComponent(part);
    return id.includes('\0') ? '' : id;
  } catch {
    return '';
  }
}
