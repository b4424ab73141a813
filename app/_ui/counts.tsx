import type { Counted } from '#metrics/counted.ts';
import { amount, bodyNames, kindName } from './words.ts';

/** Counts by body and kind, each on its own: the bodies are never added up. */
export function Counts({ counts }: { counts: readonly Omit<Counted, 'authorships'>[] }) {
  if (counts.length === 0) return <span className="soft">none known</span>;
  return (
    <>
      {counts
        .map(
          ({ body, kind, documents }) =>
            `${amount(documents)} ${bodyNames[body] ?? body} ${kindName(kind, documents !== 1)}`,
        )
        .join(' · ')}
    </>
  );
}
