/** Numbers from 0 to 1, the same each time for one seed (mulberry32), and choices by them. */
export function picking(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, pick: <One>(from: readonly One[]): One => from[Math.floor(from.length * next())] as One };
}
