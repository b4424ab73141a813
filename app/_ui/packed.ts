import type { Cell, Packed } from './table.tsx';

/** Rows of a Table as they travel to it: one string, which nothing on the way takes apart. */
export const packed = (rows: readonly (readonly Cell[])[]): Packed => JSON.stringify(rows) as Packed;
