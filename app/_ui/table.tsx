'use client';

import { Fragment, useMemo } from 'react';
import { Sortable } from './sortable.tsx';

/**
 * Words in a cell: as they are, opening an address, set back, explained on pointing, or beside a hatched bar as long as
 * the part (0 to 1) that they tell.
 */
export type Piece = string | { text: string; href?: string; soft?: true; title?: string; part?: number };
export type Cell = Piece | readonly Piece[];

export interface Column {
  head: string;
  /** row: what the row is called by; n: numbers, to the right; date: never broken. */
  kind?: 'row' | 'n' | 'date';
}

/** Rows as they travel: `packed` writes them. */
export type Packed = string & { readonly packed: unique symbol };

/**
 * A sortable table out of plain rows. As elements of the server its hundreds of rows would be on the page twice, and the
 * second time in many more words than they have; packed they are one string, which the page carries beside its HTML.
 */
export function Table({
  caption,
  columns,
  rows,
}: {
  caption?: string;
  columns: readonly Column[];
  rows: Packed;
}) {
  const read = useMemo(() => JSON.parse(rows) as Cell[][], [rows]);
  return (
    <Sortable>
      <table>
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>
            {columns.map(({ head, kind }) => (
              <th key={head} scope="col" className={kind === 'n' ? 'n' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {read.map((cells, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a page never change places in it.
            <tr key={place}>
              {cells.map((cell, at) => {
                const kind = columns[at]?.kind;
                const key = columns[at]?.head;
                return kind === 'row' ? (
                  <th key={key} scope="row">
                    <Words cell={cell} />
                  </th>
                ) : (
                  <td key={key} className={kind}>
                    <Words cell={cell} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Sortable>
  );
}

function Words({ cell }: { cell: Cell }) {
  if (typeof cell === 'string') return cell;
  if (!Array.isArray(cell)) return <One piece={cell as Piece} />;
  return cell.map((piece: Piece, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the words of a cell never change places in it.
    <Fragment key={at}>
      {at > 0 && ' '}
      <One piece={piece} />
    </Fragment>
  ));
}

function One({ piece }: { piece: Piece }) {
  if (typeof piece === 'string') return piece;
  const { text, href, soft, title, part } = piece;
  const look = soft && 'soft';
  if (part !== undefined)
    return (
      <>
        <span className="hatch" style={{ width: `${part * 6}rem` }} aria-hidden="true" /> {text}
      </>
    );
  if (href)
    return (
      <a className={look} href={href} title={title}>
        {text}
      </a>
    );
  return title ? (
    <abbr className={look} title={title}>
      {text}
    </abbr>
  ) : (
    <span className={look}>{text}</span>
  );
}
