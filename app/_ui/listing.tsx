import type { ReactNode } from 'react';

/** A heading; with 'n' of a column of numbers. */
export type Heading = string | readonly [words: string, kind: 'n'];

/** A table in the order it is given, scrolling inside itself where it is wider than the screen; its rows are its children. */
export function Listing({
  columns,
  caption,
  children,
}: {
  columns: readonly Heading[];
  caption?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="scroll">
      <table>
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>
            {columns.map((column) => {
              const [words, kind] = typeof column === 'string' ? [column] : column;
              return (
                <th key={words} scope="col" className={kind}>
                  {words}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
