/** What a page's address asks, as Next hands it over. */
export type Query = Record<string, string | string[] | undefined>;

/** The first value of a parameter, trimmed; null where it is missing or empty. */
export const one = (value: string | string[] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value)?.trim() || null;
