import { isoDay } from '#lib/week.ts';
import { empty, type Store, sql } from '#prisma/client.ts';
import { rankNotes } from './authorship.ts';
import type { Metric, Params } from './contract.ts';
import { asOf, ranked, type Sums } from './credit.ts';

const sources = ['facts-root-instances', 'root-instances'];

export const rootInstancesByCountry: Metric = {
  id: 'root-instances-by-country',
  title: 'In which countries do instances of the root servers stand?',
  unit: 'instances',
  method:
    'What the thirteen letters publish at root-servers.org/archives: every instance counts 1 in the country its operator ' +
    'writes beside the site. The state of a day is that of the last file at or before it; of a period, that of its last ' +
    'day. Sites that their operator calls decommissioned are not counted.',
  caveats: [
    'A root instance answers queries with the root zone; it does not decide what the zone contains.',
    'An instance is a copy of a service at one place, not a measure of its traffic or of who is served.',
    'Operators count instances and sites by rules of their own.',
    'Numbers of several days are states, not flows: they are not to be added up.',
  ],
  sources,
  params: ['on', 'from', 'to', 'by', 'country', 'letter'],
  defaults: { by: 'year' },
  counted: { documents: 'sites', authorships: 'instances' },
  async read(store, params) {
    const last = await asOf(store, sources);
    const days = daysOf(params, last);
    const wanted =
      params.country === null
        ? empty
        : params.country === 'unknown'
          ? sql`and i.country is null`
          : sql`and i.country = ${params.country}`;
    const [found, names] = await Promise.all([
      store.query<Sums>(sql`
        select d.period, i.country as key, sum(i.instances)::float8 as value, sum(i.sites)::int as documents,
          sum(i.instances)::int as authorships
        from unnest(${days.map(([period]) => period)}::text[], ${days.map(([, day]) => day)}::date[]) as d(period, day)
        join instance i on i.removed_at is null and i."from" <= d.day and (i."to" is null or i."to" > d.day)
        where ${params.letter}::text is null or i.letter = ${params.letter}
        ${wanted}
        group by 1, 2`),
      store.query<{ code: string; name: string }>(sql`select code, name from country`),
    ]);
    const periods = days.map(([period]) => {
      const rows = found.filter((row) => row.period === period);
      return {
        period,
        documents: rows.reduce((sum, row) => sum + row.documents, 0),
        authorships: rows.reduce((sum, row) => sum + row.authorships, 0),
      };
    });
    const filled = periods.filter(({ documents }) => documents > 0);
    const newest = filled.at(-1);
    return {
      total: newest?.documents ?? 0,
      authorships: newest?.authorships ?? 0,
      unknown: found.find((row) => row.key === null && row.period === newest?.period)?.value ?? 0,
      asOf: last,
      rows: ranked(found, filled, new Map(names.map(({ code, name }) => [code, name]))),
      periods: filled,
      notes: [...notesOf(days, last), ...rankNotes(filled)],
    };
  },
};

/** [period, the day whose state stands for it]. */
function daysOf({ on, from, to, by }: Params, last: string | null): [string, string][] {
  if (last === null) return [];
  if (on) return [[on, on]];
  const end = to && to < last ? to : last;
  if (by === 'all') return [['all', end]];
  const days: [string, string][] = [];
  const step = by === 'year' ? 12 : 3;
  for (let at = Number((from ?? firstDay).slice(0, 4)) * 12; ; at += step) {
    const [year, month] = [Math.floor(at / 12), at % 12];
    const period = by === 'year' ? String(year) : `${year}-Q${month / 3 + 1}`;
    const start = isoDay(new Date(Date.UTC(year, month, 1)));
    const day = isoDay(new Date(Date.UTC(year, month + step, 0)));
    if (start > end) return days;
    if (day >= (from ?? firstDay)) days.push([period, [day, end].toSorted()[0] ?? end]);
  }
}

/** The first day of the archives. */
const firstDay = '2015-03-02';

function notesOf(days: readonly [string, string][], last: string | null): string[] {
  const wanted = days.at(-1)?.[1];
  if (!last || !wanted) return ['No file of the archives has been read.'];
  if (wanted < firstDay) return [`The archives begin on ${firstDay}.`];
  return wanted > last ? [`The newest file read is of ${last}: this is the state of that day.`] : [];
}

export interface LetterReading {
  letter: string;
  operator: string;
  organisationId: string | null;
  /** Of the operator's head office, and what kind it is: general knowledge where evidence is unchecked. */
  country: string | null;
  kind: string | null;
  evidence: string;
  source: string | null;
  note: string | null;
  instances: number;
  sites: number;
  /** Countries in which the letter stands. */
  countries: number;
}

/** The thirteen letters, who operates each, and where they stand on a day (ISO). */
export const readLetters = (store: Store, on: string): Promise<LetterReading[]> =>
  store.query<LetterReading>(sql`
    select o.letter, o.operator, o.organisation_id as "organisationId", o.country, o.kind, o.evidence, o.source_url as source,
      o.note, coalesce(sum(i.instances), 0)::int as instances, coalesce(sum(i.sites), 0)::int as sites,
      count(distinct i.country)::int as countries
    from root_operator o
    left join instance i on i.letter = o.letter and i.removed_at is null and i."from" <= ${on}::date
      and (i."to" is null or i."to" > ${on}::date)
    where o.removed_at is null group by o.letter order by o.letter`);
