/** What a page's address asks, as Next hands it over. */
export type Query = Record<string, string | string[] | undefined>;

/** The first value of a parameter, trimmed; null where it is missing or empty. */
export const one = (value: string | string[] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value)?.replaceAll('\0', '').trim() || null;

/** The id in a page's address. What cannot be text (half an escape, a zero byte) is no id, and '' names nothing. */
export function idIn(part: string): string {
  try {
    const id = decodeURIComponent(part);
    return id.includes('\0') ? '' : id;
  } catch {
    return '';
  }
}
