import type { Queued } from '#prisma/deliveries.ts';

/** What went wrong in one pass: of each kind how often, and the first letter it befell. */
export class Troubles {
  #week: string;
  #found = new Map<string, { count: number; first: number }>();

  constructor(week: string) {
    this.#week = week;
  }

  note({ id, address }: Queued, what: string, why: string): void {
    const words = `${what}: ${why.replaceAll(address, 'the address').replace(/\s+/g, ' ')}`;
    const found = this.#found.get(words) ?? { count: 0, first: id };
    this.#found.set(words, { ...found, count: found.count + 1 });
  }

  inWords(): string[] {
    return [...this.#found].map(
      ([words, { count, first }]) =>
        `Letter ${this.#week}.${first}${count > 1 ? ` and ${count - 1} more` : ''} ${words}`,
    );
  }
}
