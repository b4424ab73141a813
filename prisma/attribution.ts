/**
 * What works there are now, and the day each counts at: `work_now`. A work is a draft, what it replaced and the RFC it
 * became, under the id of the newest.
 */
export const findWorks = `
  create temp table work_now on commit drop as
  select coalesce(n.id, d.id) as document_id, min(d.submitted) as published
  from document d
  left join work w on w.document_id = d.id and w.removed_at is null
  -- An RFC that is not read yet cannot stand for its work.
  left join document n on n.id = w.work_id and n.removed_at is null
  where d.kind = 'internet-draft' and d.removed_at is null and d.submitted is not null and d.source not like 'facts-%'
  group by 1;
  analyze work_now`;

/** Writes the rows of all documents, or of those in the table `touched` alone, where they have none. */
export function writeAttribution(which: 'all' | 'touched'): string {
  const isMeant = (id: string) => (which === 'all' ? '' : `and ${id} in (select document_id from touched)`);
  return `
  insert into attribution
  with document_counted as (
    select d.id as document_id, d.body, d.kind, d.group_id,
           case when d.kind in ('rfc', 'recommendation') then d.published else d.submitted end as published
    from document d
    where d.removed_at is null and d.kind <> 'liaison' and (d.kind <> 'rfc' or d.stage = 'published')
      -- Curated documents are a sample. Only of Recommendations is the curated list whole.
      and (d.source not like 'facts-%' or d.kind = 'recommendation')
      -- Neither is a list of Recommendations that was not read whole.
      and (d.kind <> 'recommendation' or d.stage <> 'sample') ${isMeant('d.id')}
    union all
    select d.id, d.body, 'work', d.group_id, w.published
    from work_now w join document d on d.id = w.document_id where true ${isMeant('d.id')}
  ), counted as materialized (
    select nextval('attribution_unit') as unit, c.*
    -- The rows of a group lie together.
    from (select * from document_counted where published is not null order by body, kind, group_id, published) c
  ), several as (
    select document_id, position, count(*) as parts
    from authorship_organisation where removed_at is null ${isMeant('document_id')} group by 1, 2 having count(*) > 1
  ), named as (
    select c.*, a.position, a.affiliation is not null or coalesce(a.is_organisation, false) as states_affiliation, o.part,
           1.0::float8 / coalesce(s.parts, 1) as share,
           a.country as declared, o.organisation_id, coalesce(u.parent, o.organisation_id) as parent_id,
           -- Known, and of no country: an officer of the group, the liaison of another body, the secretariat.
           case when a.role in ('officer', 'liaison', 'secretariat') then a.role end as apart,
           case when o.kind = 'individual' then 'independent' end as individual
    from counted c
    -- A work item belongs to the members that support it. Its editors are persons of whom the page prints nothing else.
    left join authorship a on a.document_id = c.document_id and a.removed_at is null
      and (c.kind <> 'work-item' or a.role <> 'editor')
    left join authorship_organisation o
      on o.document_id = a.document_id and o.position = a.position and o.removed_at is null
    left join several s on s.document_id = a.document_id and s.position = a.position
    left join ultimate_parent u
      on u.child = o.organisation_id and c.published >= u.from and (u.to is null or c.published < u.to)
  ), keyed as (
    select n.*, coalesce(n.apart, n.declared) as declared_key,
           coalesce(n.apart, case when e.international then 'international' else e.country end) as employer,
           coalesce(n.apart, case when p.international then 'international' else p.country end) as parent,
           coalesce(n.apart, case when n.body not like 'itu%' then null when e.international then 'international'
                                  when e.kind = 'administration' then e.country else m.country end) as member,
           coalesce(n.apart, n.individual, n.organisation_id) as organisation,
           coalesce(n.apart, n.individual, n.parent_id) as parent_organisation
    from named n
    left join organisation e on e.id = n.organisation_id
    left join organisation p on p.id = n.parent_id
    left join itu_membership m on m.organisation_id = n.organisation_id
      and (m.from is null or n.published >= m.from) and (m.to is null or n.published < m.to)
  ), met as (
    -- The keys of the whole document, beside each of its rows and the place of that row among them.
    select k.*, round(sum(share) over whole) as authorships, row_number() over whole as place, array_agg(position) over whole as positions,
           ${keys.map(({ name, of }) => `array_agg(${of}) over whole as all_${name}`).join(', ')}
    from keyed k
    window whole as (partition by unit order by position, part rows between unbounded preceding and unbounded following)
  )
  select unit, document_id, body, kind, group_id, published, position, part, share, share / authorships, states_affiliation,
         ${keys.map(({ of }) => of).join(', ')},
         case when position is null then 2 when place = 1 then 3
              else (array_position(positions, position) = place)::int end,
         ${keys.map(({ name, of }) => addsOf(name, of)).join(', ')}
  from met`;
}

const keys = [
  { name: 'declared', of: 'declared_key' },
  ...['employer', 'parent', 'member', 'organisation', 'parent_organisation'].map((name) => ({
    name,
    of: name,
  })),
];

/** Whether a row is the first of its document and of its authorship within its key, as two bits. */
const addsOf = (name: string, of: string) => `
         case when position is null then 2 when place = 1 then 3
              else 2 * (array_position(all_${name}, ${of}) = place)::int
                + case when share = 1 or array_position(all_${name}, ${of}, array_position(positions, position)) = place
                       then 1 else 0 end end`;

/**
 * A row that this transaction wrote, or a savepoint of it, which has a later number. One that is committed while it runs may
 * be among them: to attribute that anew as well does no harm.
 */
const isWritten = 'age(xmin) <= age(pg_current_xact_id()::xid)';

/**
 * The documents that the transaction wrote something of, and the works that came, went or moved to another day: `touched`.
 * PostgreSQL knows who wrote a row, so whoever saves need not remember it.
 */
export const findTouched = `
  create temp table touched on commit drop as
  select id as document_id from document where ${isWritten}
  union select document_id from authorship where ${isWritten}
  union select document_id from authorship_organisation where ${isWritten}
  union select coalesce(w.document_id, a.document_id)
  from work_now w
  full join (select distinct document_id, published from attribution where kind = 'work') a
    on a.document_id = w.document_id and a.published = w.published
  where w.document_id is null or a.document_id is null;
  analyze touched`;

const months = (from: string) =>
  `select distinct body, kind, date_trunc('month', published::timestamp)::date as month from ${from}`;
const isTouched = 'document_id in (select document_id from touched)';

/**
 * Replaces the rows of documents in `touched`, which were those of `attribution_before`; `moved` are the months in which
 * these stood or the new ones stand.
 */
export const replaceTouched = `
  create temp table attribution_before on commit drop as select * from attribution where ${isTouched};
  delete from attribution where ${isTouched};
  ${writeAttribution('touched')};
  create temp table moved on commit drop as
  ${months('attribution')} where ${isTouched} union ${months('attribution_before')};
  analyze attribution_before; analyze moved`;

/** Replaces every row; `moved` are all months. */
export const replaceAll = `
  delete from attribution;
  ${writeAttribution('all')};
  create temp table moved on commit drop as ${months('attribution')};
  analyze moved`;
