import { lastWeek, type Week, weekBefore } from '#lib/week.ts';
import { readWeek } from '#metrics/week.ts';
import type { Store } from '#prisma/client.ts';
import { compose, found } from './compose.ts';
import type { Prepared } from './digest.ts';
import type { Follow } from './follow-kinds.ts';
import { prepare } from './prepare.ts';

/** More items a week than this are more than a letter holds. */
const most = 20;

/** What a choice would have brought: items of each of the last four weeks, the newest first. */
export interface Preview {
  weeks: { week: string; items: number }[];
  total: number;
  /** True where it was more than twenty in a week. */
  heavy: boolean;
  /** Where it was: the groups in which most of it happened, each within twenty a week. */
  narrower: { follow: Follow; name: string; items: number }[];
}

const recent = globalThis as { rapporteurWeeks?: Map<string, { at: number; week: Promise<Prepared> }> };

/** A week made ready, kept for ten minutes: a sign-up form asks for the same four again and again. */
function preparedWeek(store: Store, week: Week): Promise<Prepared> {
  recent.rapporteurWeeks ??= new Map();
  const known = recent.rapporteurWeeks.get(`${store.url} ${week.name}`);
  if (known && Date.now() - known.at < 600_000) return known.week;
  const fresh = readWeek(store, week).then((facts) => prepare(facts));
  recent.rapporteurWeeks.set(`${store.url} ${week.name}`, { at: Date.now(), week: fresh });
  fresh.catch(() => recent.rapporteurWeeks?.delete(`${store.url} ${week.name}`));
  return fresh;
}

/** Counts what these follows would have brought in the four weeks before `now`, all of it, told or not for want of room. */
export async function previewFollows(store: Store, follows: readonly Follow[], now: Date): Promise<Preview> {
  const prepared: Prepared[] = [];
  for (let week = lastWeek(now); prepared.length < 4; week = weekBefore(week))
    prepared.push(await preparedWeek(store, week));
  const weeks = prepared.map((one) => {
    const digest = compose(one, { follows, told: {}, quiet: 'every', quietWeeks: 0 });
    const items = digest.sections.reduce((sum, section) => sum + section.items.length + section.more, 0);
    return { week: one.week.name, items };
  });
  const heavy = weeks.some((one) => one.items > most);
  return {
    weeks,
    total: weeks.reduce((sum, one) => sum + one.items, 0),
    heavy,
    narrower: heavy ? narrowerThan(prepared, follows) : [],
  };
}

function narrowerThan(prepared: readonly Prepared[], follows: readonly Follow[]): Preview['narrower'] {
  const groups = new Map<string, { name: string; byWeek: number[] }>();
  prepared.forEach((week, at) => {
    const events = new Set(
      follows.filter(({ kind }) => kind !== 'general').flatMap((one) => found(week, one)),
    );
    for (const { subjects } of events) {
      for (const key of subjects.filter((subject) => subject.startsWith('group:'))) {
        const of = groups.get(key) ?? { name: week.names[key] ?? key.slice('group:'.length), byWeek: [] };
        of.byWeek[at] = (of.byWeek[at] ?? 0) + 1;
        groups.set(key, of);
      }
    }
  });
  return [...groups]
    .filter(([, { byWeek }]) => byWeek.every((items) => items <= most))
    .map(([key, { name, byWeek }]) => ({
      follow: { kind: 'group' as const, subject: key.slice('group:'.length) },
      name,
      items: byWeek.reduce((sum, items) => sum + items, 0),
    }))
    .toSorted((a, b) => b.items - a.items || a.name.localeCompare(b.name))
    .slice(0, 3);
}
