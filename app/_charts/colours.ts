/** A series' place in the palette of seven, `--s0` to `--s6`; dashes tell series apart where colours do not. */
export interface Style {
  colour: string;
  dash: string | undefined;
}

// The keys that stand together in charts most often each have a colour of their own; every other key has the one its
// spelling gives, unless that is taken in the chart at hand. A country keeps its colour from page to page.
const fixed: Readonly<Record<string, number>> = { US: 0, GB: 1, DE: 2, CN: 3, FR: 4, CA: 5, JP: 6 };
const dashes = [undefined, '6 3', '2 3', '8 3 2 3', '4 2', '1 3', '10 4'];

function place(key: string): number {
  const known = fixed[key];
  if (known !== undefined) return known;
  let sum = 0;
  for (const letter of key) sum = (sum * 31 + letter.charCodeAt(0)) % 997;
  return sum % 7;
}

/** Styles for the keys of one chart, at most seven. */
export function stylesFor(keys: readonly string[]): Map<string, Style> {
  const taken = new Set<number>();
  const styles = new Map<string, Style>();
  const inOrder = [...keys].sort(
    (a, b) => Number(!(a in fixed)) - Number(!(b in fixed)) || a.localeCompare(b),
  );
  for (const key of inOrder) {
    let at = place(key);
    while (taken.has(at) && taken.size < 7) at = (at + 1) % 7;
    taken.add(at);
    styles.set(key, { colour: `var(--s${at})`, dash: dashes[at] });
  }
  return styles;
}
