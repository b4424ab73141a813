import { type Store, sql } from '#prisma/client.ts';
import type { Metric, Params } from './contract.ts';
import { successionNotes } from './group-successors.ts';
import { readVotes } from './itu.ts';
import { type StudyPeriod, studyPeriods } from './study-periods.ts';

/** Something that happened to the thing a chart counts by: a line on its time axis. `day`: ISO. */
export interface AxisNote {
  day: string;
  text: string;
  source: string | null;
  evidence: string;
}

/**
 * Assemblies (which redraw the study groups) and plenipotentiary conferences on a figure of the ITU, and where the work of
 * the one study group it is of came from or went; comings and goings of
 * members on one restricted to a bloc, or that picks blocs to draw; where the measure itself counts something else. Oldest
 * first.
 */
export async function readAxisNotes(
  store: Store,
  params: Params,
  blocs: readonly string[] = [],
  metric: Pick<Metric, 'breaks'> = {},
): Promise<AxisNote[]> {
  const { body, bloc, unchecked } = params;
  const of = bloc ? [bloc] : blocs;
  const [conferences, moves, breaks] = await Promise.all([
    body === 'ietf' ? [] : readConferences(store),
    of.length === 0 ? [] : readMoves(store, of, unchecked === '1'),
    metric.breaks?.(store, params) ?? [],
  ]);
  const assemblies = body === 'itu-t' ? assembliesOf(studyPeriods()) : [];
  const successions = body === 'itu-t' && params.group ? successionNotes(params.group) : [];
  return [...assemblies, ...successions, ...conferences, ...moves, ...breaks].toSorted((a, b) =>
    a.day.localeCompare(b.day),
  );
}

const assembliesOf = (periods: readonly StudyPeriod[]): AxisNote[] =>
  periods.map(({ from, opened_by, place, evidence, source }) => ({
    day: from,
    text: `${opened_by}, ${place}: a new study period, with other study groups`,
    evidence,
    source: source || null,
  }));

/** The first day of voting at each conference, as its first source in the alphabet tells it. */
async function readConferences(store: Store): Promise<AxisNote[]> {
  const conferences = new Map<string, AxisNote>();
  for (const { conference, date, source, evidence } of await readVotes(store)) {
    const known = conferences.get(conference);
    conferences.set(conference, {
      day: least(known?.day, date) ?? '',
      text: `${conference}: elections`,
      source: least(known?.source, source),
      evidence: least(known?.evidence, evidence) ?? evidence,
    });
  }
  return [...conferences.values()];
}

const least = (one: string | null | undefined, other: string | null): string | null =>
  !one || (other !== null && other < one) ? other : one;

/** A country that leaves one day and joins the next has not moved; a bloc’s founders are no news of it. */
const readMoves = (store: Store, blocs: readonly string[], unchecked: boolean) =>
  store.query<AxisNote>(sql`
    with move as (
      select m.bloc_id, m.from as day, 'joins' as verb, 'join' as verbs, c.name, m.source, m.checked
      from bloc_membership m join country c on c.code = m.country
      where m.from > (select min(f.from) from bloc_membership f where f.bloc_id = m.bloc_id)
      union all
      select m.bloc_id, m.to, 'leaves', 'leave', c.name, m.source, m.checked
      from bloc_membership m join country c on c.code = m.country where m.to is not null
    )
    select v.day::text as day, min(v.source) as source, case when bool_and(v.checked) then 'secondary' else 'unchecked' end as evidence,
           case when count(*) <= 3 then string_agg(v.name, ', ' order by v.name) else count(*) || ' countries' end
             || ' ' || case when count(*) = 1 then v.verb else v.verbs end || ' ' || min(b.name) as text
    from move v join bloc b on b.id = v.bloc_id
    where v.bloc_id = any(${blocs as string[]}) and (v.checked or ${unchecked})
    group by v.bloc_id, v.day, v.verb, v.verbs`);
