/** A label in a picture, and what it stands for where the picture has no room for that. */
export interface Short {
  label: string;
  /** The whole name; null where the label is it. */
  full: string | null;
}

/**
 * Labels of at most `room` characters, each another one: the name where it fits, otherwise the code of a country, the letter of
 * a series, the first words, or the first letters of all words. No name is cut within a word; what is shortened stands in
 * the picture's key.
 */
export function shortLabels(
  names: readonly { id: string; label: string; short?: string }[],
  room: number,
): Map<string, Short> {
  const found = new Map<string, Short>();
  const taken = new Set<string>();
  const fitting = names.filter(({ label }) => label.length <= room);
  for (const { id, label } of fitting) {
    found.set(id, { label, full: null });
    taken.add(label);
  }
  for (const one of names) {
    if (found.has(one.id)) continue;
    const label = waysOf(one).find((way) => way.length <= room && way.length > 0 && !taken.has(way));
    const free = label ?? numbered(one.label, room, taken);
    taken.add(free);
    // The letter stands before the name already.
    found.set(one.id, { label: free, full: one.label.replace(/^\w{1,3}: /, '') });
  }
  return found;
}

function waysOf({ id, label, short }: { id: string; label: string; short?: string }): string[] {
  const bare = label.replace(/\s*\([^)]*\)$/, '');
  const words = bare.split(/\s+/);
  const key = id.replace(/^k-/, '');
  const state = /^state-([a-z]{2})$/.exec(key)?.[1]?.toUpperCase();
  const code = /^[A-Z]{2}$/.test(key) ? key : null;
  const series = /^(\w{1,3}):/.exec(label)?.[1];
  return [
    ...(short ? [short] : []),
    ...(series ? [`Series ${series}`, series] : []),
    ...(state ? [`${bare} adm.`, `${state} adm.`] : []),
    ...(code ? [code] : []),
    ...(state ? [] : [bare]),
    ...words
      .map((_, at) => words.slice(0, words.length - at).join(' '))
      .filter((way) => !/\b(?:of|the|and|or|for|with|in|to|by)$/i.test(way)),
    initials(words),
  ];
}

const initials = (words: readonly string[]): string =>
  words.flatMap((word) => (/^[\p{Lu}\d]/u.test(word) ? [word.charAt(0)] : [])).join('');

function numbered(label: string, room: number, taken: ReadonlySet<string>): string {
  const start = initials(label.split(/\s+/)).slice(0, Math.max(1, room - 3)) || label.charAt(0).toUpperCase();
  for (let number = 1; ; number += 1) if (!taken.has(`${start}${number}`)) return `${start}${number}`;
}
