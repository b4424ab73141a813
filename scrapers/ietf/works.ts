import type { Row } from '#prisma/records.ts';

export interface Succession {
  id: number;
  /** The later document: the RFC a draft became, the draft that replaces another. */
  later: string;
  earlier: string;
}

/**
 * The work each document of a chain belongs to: the id of the newest document that its successors lead to. Where one
 * document has several successors, an RFC goes before a draft, then the relation made last. A circle of replacements
 * ends where it began to repeat: at its last id in order.
 */
export function worksOf(successions: readonly Succession[]): Row<'work'>[] {
  const next = new Map<string, Succession>();
  const isRfc = (name: string) => /^rfc\d+$/.test(name);
  const rank = (one: Succession) => (isRfc(one.later) ? 1e12 : 0) + one.id;
  const documents = new Set<string>();
  for (const one of successions) {
    if (one.later === one.earlier) continue;
    documents.add(one.later);
    documents.add(one.earlier);
    const known = next.get(one.earlier);
    if (!known || rank(one) > rank(known)) next.set(one.earlier, one);
  }
  const end = (from: string): string => {
    const path = [from];
    for (;;) {
      const to = next.get(path.at(-1) ?? '')?.later;
      if (to === undefined) return path.at(-1) ?? from;
      const circle = path.indexOf(to);
      if (circle >= 0) return path.slice(circle).sort().at(-1) ?? from;
      path.push(to);
    }
  };
  return [...documents].sort().map((document) => ({ document_id: document, work_id: end(document) }));
}
