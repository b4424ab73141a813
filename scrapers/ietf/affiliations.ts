import { DateTime } from 'luxon';
import { blank, type Row } from '#prisma/records.ts';
import type { PrintedAffiliation, StoredTenure } from '#prisma/stored.ts';

/** A document, and the days to which it is the nearest of those of its author: `from` until the day before `to`. */
interface Near {
  printed: PrintedAffiliation;
  from: string;
  to: string;
}

/**
 * The Datatracker's roles carry no affiliation: on each day of a tenure it is the one that the same person printed on the
 * document nearest to that day, at most twelve months before or after it. Of two as near the earlier counts, of one day
 * the first by id. Of a tenure that is over and of which nobody knows since when it was held only the last
 * day is known. What an open tenure rests on runs out a year after the last document, read again or not.
 * @param printed by person, day and id
 */
export function affiliationsOf(
  tenures: readonly StoredTenure[],
  printed: readonly PrintedAffiliation[],
): Row<'tenure_affiliation'>[] {
  const byPerson = new Map<string, PrintedAffiliation[]>();
  for (const one of printed) {
    const list = byPerson.get(one.personId) ?? [];
    if (list.at(-1)?.on !== one.on) list.push(one);
    byPerson.set(one.personId, list);
  }
  const nearest = new Map([...byPerson].map(([person, list]) => [person, nearestOf(list)]));
  return tenures.flatMap((tenure) =>
    (nearest.get(tenure.person_id ?? '') ?? []).flatMap(({ printed: one, from, to }) => {
      const first = latest(from, tenure.from ?? (tenure.to && iso(dayOf(tenure.to).minus({ days: 1 }))));
      const end = earliest(to, tenure.to);
      if (first >= end) return [];
      return {
        ...blank('tenure_affiliation'),
        tenure_id: tenure.id,
        document_id: one.documentId,
        position: one.position,
        document_day: one.on,
        from: first,
        to: end,
        organisation_text: one.affiliation,
        organisation_id: one.organisationId,
        country_text: one.countryText,
        country: one.country,
        page_id: one.pageId,
      };
    }),
  );
}

const dayOf = (day: string) => DateTime.fromISO(day, { zone: 'utc' });
const ordered = (day: string, other: string | null | undefined) => [day, other ?? day].sort();
const earliest = (day: string, other: string | null | undefined) => ordered(day, other)[0] ?? day;
const latest = (day: string, other: string | null | undefined) => ordered(day, other)[1] ?? day;
const iso = (day: DateTime) => day.toISODate() ?? '';

/** @param list of one person, in the order of their days, one a day */
function nearestOf(list: readonly PrintedAffiliation[]): Near[] {
  const cuts = list.slice(1).map((one, place) => {
    const before = dayOf(list[place]?.on ?? one.on);
    const days = dayOf(one.on).diff(before, 'days').days;
    return iso(before.plus({ days: Math.floor(days / 2) + 1 }));
  });
  return list.map((printed, place) => {
    const on = dayOf(printed.on);
    return {
      printed,
      from: latest(iso(on.minus({ years: 1 })), cuts[place - 1]),
      to: earliest(iso(on.plus({ years: 1 }).plus({ days: 1 })), cuts[place]),
    };
  });
}
