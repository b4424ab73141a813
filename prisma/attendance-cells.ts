/** Fewer people than this in one cell of attendance could be one person: such cells are shown together, everywhere. */
export const attendanceFloor = 3;

/** The key of the row that holds them, and its words. */
export const folded = 'fewer-than-three';
export const foldedWords = 'fewer than three each';
