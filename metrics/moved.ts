import { type Store, sql } from '#prisma/client.ts';
import { attendanceByCountry } from './attendance-by-country.ts';
import { attendanceByOrganisation } from './attendance-by-organisation.ts';
import { authorshipByBloc } from './authorship-by-bloc.ts';
import { authorshipByCountry } from './authorship-by-country.ts';
import { authorshipByOrganisation } from './authorship-by-organisation.ts';
import { type ChangeFilter, pickedChanges } from './changes.ts';
import { coAuthorship } from './co-authorship.ts';
import { concentrationOfAuthorship } from './concentration-of-authorship.ts';
import { type Body, bodies, type Kind, type Metric, type Params } from './contract.ts';
import { coverage } from './coverage.ts';
import { readFigure } from './figure.ts';
import { metricById } from './index.ts';
import { postsByCountry } from './posts-by-country.ts';
import { postsByOrganisation } from './posts-by-organisation.ts';
import { recommendationsBySeries } from './recommendations-by-series.ts';

/** A picture that was counted from rows which a correction put right, and is drawn anew from the right ones. */
export interface MovedPicture {
  metric: Metric;
  params: Partial<Params>;
  /** The first and last year in which corrected rows count. */
  from: number;
  to: number;
}

/** A frozen figure that says another number than the data of today. */
export interface MovedFigure {
  hash: string;
  metric: Metric;
  frozenAt: string;
}

type Part = 'country' | 'organisation' | 'document' | 'tenure' | 'attendance';

/** What is counted from each part of a record; a country by the organisation's rule, where an organisation is corrected. */
const countedFrom: Readonly<Record<Part, readonly [Metric, Partial<Params>?][]>> = {
  country: [
    [authorshipByCountry, { rule: 'declared' }],
    [authorshipByBloc, { rule: 'declared' }],
    [coverage],
  ],
  organisation: [
    [authorshipByOrganisation],
    [authorshipByCountry, { rule: 'employer' }],
    [concentrationOfAuthorship],
    [coAuthorship],
    [coverage],
  ],
  document: [[authorshipByCountry], [authorshipByOrganisation], [coverage]],
  tenure: [[postsByCountry], [postsByOrganisation]],
  attendance: [[attendanceByCountry], [attendanceByOrganisation]],
};

interface Corrected {
  part: Part;
  /** Whether something stood there before and after: then how much is known is as it was. */
  wasKnown: boolean;
  body: string;
  kind: string | null;
  from: number;
  to: number;
}

/** The pictures counted from what was corrected, of the changes a filter picks; most records first. */
export async function movedPictures(store: Store, filter: ChangeFilter): Promise<MovedPicture[]> {
  const { chosen, where } = pickedChanges({ ...filter, kind: null });
  const rows = await store.query<Corrected>(sql`
    with corrected as (
      select c.* from (${chosen}) c where ${where}
        and (c.kind = 'corrected' or exists (select from run r where r.id = c.run_id and r.mode in ('lists', 'replay')))
    ), part as (
      select case c.record_type when 'authorship_organisation' then 'organisation' when 'document' then 'document'
                  else 'country' end as part,
             d.body, d.kind, case when d.kind in ('rfc', 'recommendation') then d.published else d.submitted end as day,
             c.document_id as record,
             coalesce(case c.record_type when 'authorship' then (c.before ->> 'country') is not null and (c.after ->> 'country') is not null
                        when 'authorship_organisation'
                        then (c.before ->> 'organisation_id') is not null and (c.after ->> 'organisation_id') is not null
                      end, false) as "wasKnown"
      from corrected c join document d on d.id = c.document_id
      where (c.record_type = 'authorship_organisation'
               and (c.before ->> 'organisation_id') is distinct from (c.after ->> 'organisation_id'))
        or (c.record_type = 'authorship' and (c.before ->> 'country') is distinct from (c.after ->> 'country'))
        or (c.record_type = 'document' and (c.before is null or c.after is null
            or (c.before ->> 'published') is distinct from (c.after ->> 'published')
            or (c.before ->> 'submitted') is distinct from (c.after ->> 'submitted')))
      union all
      select c.record_type, case when t.body in ('irtf', 'iab') then 'ietf' else t.body end, null,
             coalesce(t.from, t.first_seen::date), c.record_key, false
      from corrected c join tenure t on t.id = c.record_key where c.record_type = 'tenure' and not t.is_sample
      union all
      select 'tenure', case when t.body in ('irtf', 'iab') then 'ietf' else t.body end, null, a.from, a.tenure_id, false
      from corrected c
      join tenure_affiliation a on a.document_id = c.document_id and a.removed_at is null
        and a.position = (coalesce(c.after, c.before) ->> 'position')::int
      join tenure t on t.id = a.tenure_id and t.removed_at is null
      where (c.record_type = 'authorship_organisation'
               and (c.before ->> 'organisation_id') is distinct from (c.after ->> 'organisation_id'))
        or (c.record_type = 'authorship' and (c.before ->> 'country') is distinct from (c.after ->> 'country'))
      union all
      select c.record_type, m.body, null, m.from, m.id, false
      from corrected c join meeting m on m.id = coalesce(c.after, c.before) ->> 'meeting_id'
      where c.record_type = 'attendance'
    )
    select part, "wasKnown", body, kind, min(extract(year from day))::int as from, max(extract(year from day))::int as to
    from part where day is not null group by 1, 2, 3, 4 order by count(distinct record) desc, 1, 2, 3, 4`);
  const pictures = new Map<string, MovedPicture>();
  for (const picture of rows.flatMap(picturesOf)) {
    const { metric, params, from, to } = picture;
    const key = JSON.stringify([metric.id, params]);
    const known = pictures.get(key) ?? picture;
    pictures.set(key, {
      ...known,
      from: Math.min(from, known.from),
      to: Math.max(to, known.to),
    });
  }
  return [...pictures.values()];
}

function picturesOf({ part, wasKnown, body, kind, ...span }: Corrected): MovedPicture[] {
  if (!(body in bodies)) return [];
  const made: readonly string[] = bodies[body as Body];
  if (kind !== null && !made.includes(kind)) return [];
  if (kind === 'recommendation')
    return part === 'document' ? [{ ...span, metric: recommendationsBySeries, params: {} }] : [];
  const asked = { body: body as Body, ...(kind ? { kind: kind as Kind } : {}) };
  return countedFrom[part]
    .filter(([metric]) => metric !== coverage || !wasKnown)
    .map(([metric, more]) => ({ ...span, metric, params: { ...asked, ...more } }));
}

/** Of the figures frozen last, those whose question has another answer today. */
export async function movedFigures(store: Store, most = 20): Promise<MovedFigure[]> {
  const newest = await store.query<{ hash: string }>(
    sql`select hash from figure order by created_at desc, hash limit ${most}`,
  );
  const moved: MovedFigure[] = [];
  for (const { hash } of newest) {
    const kept = await readFigure(store, hash);
    const metric = kept && metricById(kept.metric);
    if (kept?.now?.differs && metric) moved.push({ hash, metric, frozenAt: kept.frozenAt });
  }
  return moved;
}
