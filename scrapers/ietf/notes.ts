/** What reading left to tell: skipped rows, unknown fields, drifting totals. One a run. */
export class Notes {
  readonly #said = new Map<string, number>();
  readonly #rows = new Map<string, number>();
  add(sentence: string): void {
    this.#said.set(sentence, (this.#said.get(sentence) ?? 0) + 1);
  }
  counted(table: string, rows: number): void {
    this.#rows.set(`rows ${table}`, rows);
  }
  /** How many rows each table had, for the next run to compare with; of those not read now what was known before. */
  memo(before: Readonly<Record<string, string>>): Record<string, string> {
    const known = Object.entries(before).filter(([key]) => key.startsWith('rows '));
    return Object.fromEntries([...known, ...[...this.#rows].map(([key, rows]) => [key, String(rows)])]);
  }
  list(): string[] {
    return [...this.#said].map(([sentence, times]) =>
      times > 1 ? `${sentence} (${times} times)` : sentence,
    );
  }
}
