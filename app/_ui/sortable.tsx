'use client';

import { type ReactNode, useEffect, useRef } from 'react';

/** Makes the columns of the table inside sortable by their headings; rows of class `unknown` stay last. */
export function Sortable({ children }: { children: ReactNode }) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const table = box.current?.querySelector('table');
    const body = table?.tBodies[0];
    if (!table || !body) return;
    const heads = [...table.querySelectorAll('thead th')];
    const undo = heads.map((head, column) => {
      const words = head.textContent ?? '';
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = words;
      button.title = `Sort by ${words}`;
      const sort = () => {
        const isUp = head.getAttribute('aria-sort') !== 'ascending';
        for (const other of heads) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', isUp ? 'ascending' : 'descending');
        const text = (row: HTMLTableRowElement) =>
          row.cells[column]?.dataset.sort ?? row.cells[column]?.textContent ?? '';
        const isLast = (row: HTMLTableRowElement) => Number(row.classList.contains('unknown'));
        const rows = [...body.rows].sort((a, b) => {
          const order = text(a).localeCompare(text(b), 'en', { numeric: true });
          return isLast(a) - isLast(b) || (isUp ? order : -order);
        });
        body.append(...rows);
      };
      button.addEventListener('click', sort);
      head.replaceChildren(button);
      return () => head.replaceChildren(words);
    });
    return () => {
      for (const back of undo) back();
    };
  }, []);
  return (
    <section className="scroll" ref={box} tabIndex={0} aria-label="Table, scrollable">
      {children}
    </section>
  );
}
