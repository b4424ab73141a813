import { workItemId } from './work-programme.ts';

/** A work item as the proof needs it. */
export interface KnownItem {
  number: number;
  provisionalName: string | null;
  equivalent: string | null;
}

/** A Recommendation as its page tells it. */
export interface ToldRecommendation {
  id: string;
  /** The number of the work item that its development history links to. */
  workItem: number | null;
  provisionalName: string | null;
  equivalent: string | null;
}

export interface Lineage {
  links: { item: string; recommendation: string; by: 'link' | 'name' | 'equivalent' }[];
  /** Recommendations whose work item nobody can prove. */
  unproven: number;
}

/** The number alone: Y.3500 of "ITU-T Y.3500 (08/2014)". */
const bare = (id: string): string => id.replace(/^ITU-T /, '').replace(/\s*\((?:\d\d\/)?\d{4}\)$/, '');
/** "ISO/IEC 17788" of "ISO/IEC 17788:2014 (Common)". */
const plainNumber = (text: string): string => (text.split(/[:(]/)[0] as string).replace(/\s+/g, ' ').trim();

/**
 * Which work item became which Recommendation, where that is proven: the page of the Recommendation links to it and it
 * bears the provisional name or the number; or of all that is known one item and one Recommendation alone bear the
 * provisional name, or the number at another body. A name that comes again (the next edition has it too) proves nothing.
 */
export function lineage(
  recommendations: readonly ToldRecommendation[],
  items: readonly KnownItem[],
): Lineage {
  const byNumber = new Map(items.map((item) => [item.number, item]));
  const links: Lineage['links'] = [];
  const open: ToldRecommendation[] = [];
  for (const told of recommendations) {
    const item = told.workItem === null ? undefined : byNumber.get(told.workItem);
    const isIts =
      item?.provisionalName && [told.provisionalName, bare(told.id)].includes(item.provisionalName);
    if (item && isIts) links.push({ item: workItemId(item.number), recommendation: told.id, by: 'link' });
    // A page that links to a known item of another name contradicts itself.
    else if (!item) open.push(told);
  }
  for (const [by, itemKey, toldKey] of [
    ['name', (item: KnownItem) => item.provisionalName, (told: ToldRecommendation) => told.provisionalName],
    [
      'equivalent',
      (item: KnownItem) => item.equivalent && plainNumber(item.equivalent),
      (told: ToldRecommendation) => told.equivalent && plainNumber(told.equivalent),
    ],
  ] as const) {
    const ofItems = only(items, itemKey);
    const ofTold = only(recommendations, toldKey);
    const taken = new Set(links.flatMap(({ item, recommendation }) => [item, recommendation]));
    for (const told of open) {
      const key = toldKey(told);
      const item = key ? ofItems.get(key) : undefined;
      if (!key || !item || ofTold.get(key) !== told) continue;
      const id = workItemId(item.number);
      if (!taken.has(id) && !taken.has(told.id)) links.push({ item: id, recommendation: told.id, by });
    }
  }
  return { links, unproven: recommendations.length - links.length };
}

/** What alone bears each key. */
function only<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string | null): Map<string, Thing> {
  const found = new Map<string, Thing | null>();
  for (const thing of things) {
    const key = keyOf(thing);
    if (key) found.set(key, found.has(key) ? null : thing);
  }
  return new Map([...found].filter((entry): entry is [string, Thing] => entry[1] !== null));
}
