/** What runs a statement: a client within a transaction. */
interface Database {
  query(statement: string, values?: unknown[]): Promise<unknown>;
}

/** What is left of a name without signs and capitals, where only its spelling may differ. */
const bare = (words: string) => `translate(lower(coalesce(${words}, '')), ' .,;:()''"/&-', '')`;
const spelt = (record: string) =>
  bare(`concat_ws('|', case when (${record} ->> 'is_organisation')::boolean then ${record} ->> 'name' end,
                       ${record} ->> 'affiliation', ${record} ->> 'affiliation_in_address')`);
const spellings = `array['name', 'affiliation', 'affiliation_in_address', 'country_text']`;
/** The run's own rows are in run_change as t, those of others in change as c. */
const type = (row: string) => (row === 'c' ? 'c.record_type' : `${row}.type`);
/** Rows of a change in which a name may be all that differs, without where it stands. */
const isRenamed = (row: string) =>
  `(${row}.before is not null and ${row}.after is not null and (${type(row)} in ('authorship', 'authorship_organisation')
    or (${type(row)} = 'tenure' and (${row}.before - 'organisation_text') = (${row}.after - 'organisation_text'))))`;
const places = `array['document_id', 'position', 'part']`;
/** From what to what: of an organisation the name alone, wherever it is printed. */
const renamed = (row: string) =>
  `case when ${row}.before ? 'organisation_text'
     then jsonb_build_array(${row}.before -> 'organisation_text', ${row}.after -> 'organisation_text')
     when (${row}.before ->> 'is_organisation')::boolean
       and (${row}.before - array['name', 'affiliation'] - ${places}) = (${row}.after - array['name', 'affiliation'] - ${places})
     then jsonb_build_array(${row}.before -> 'name', ${row}.after -> 'name')
     else jsonb_build_array(${row}.before - ${places}, ${row}.after - ${places}) end`;

/**
 * Says of the changes of one run, or of all of which that is not said yet, which one tells what happened: `told_by` stays null for those that tell
 * it themselves, is the id of the one that tells it for the others, and 0 for a name that is only spelt otherwise, which is
 * no news. Runs inside the caller's transaction, any number of times.
 */
export async function tellOnce(database: Database, run: number | 'every'): Promise<void> {
  for (const part of table) await database.query(part);
  await database.query(
    `insert into run_change
     select c.id, c.run_id, c.kind, c.record_type, c.before, c.after,
            case c.record_type when 'document' then c.record_key
              when 'relation' then coalesce(c.after, c.before) ->> 'source_id'
              else coalesce(c.after, c.before) ->> 'document_id' end,
            coalesce(c.after, c.before) ->> 'position', null
     from change c where $1::int is null or c.run_id = $1`,
    [run === 'every' ? null : run],
  );
  for (const rule of rules)
    await database.query(rule, rule.includes('$1') ? [run === 'every' ? null : run] : []);
}

const table = [
  'drop table if exists pg_temp.run_change',
  `create temp table run_change (id bigint, run int, kind text, type text, before jsonb, after jsonb, document text,
                                 position text, by bigint) on commit drop`,
];

const rules = [
  'create index on run_change (run, document, position)',
  'analyze run_change',
  // What came or went together with its document is part of it.
  `update run_change t set by = d.id from run_change d
   where d.type = 'document' and t.type <> 'document' and t.run = d.run and t.document = d.document and t.kind = d.kind
     and d.kind in ('added', 'removed')`,
  // A new revision is told by the document of which it is the newest now.
  `update run_change t set by = d.id from run_change d
   where t.by is null and t.type in ('revision', 'revision_author') and t.kind = 'added' and d.type = 'document'
     and d.run = t.run and d.document = t.document and d.before ->> 'rev' is distinct from d.after ->> 'rev'
     and d.before is not null and d.after is not null`,
  // Another spelling of what both times is the same organisation, or the same letters.
  `update run_change t set by = 0
   where t.by is null and t.type = 'authorship_organisation' and t.before is not null and t.after is not null
     and (t.before - 'text') = (t.after - 'text')
     and (t.after ->> 'organisation_id' is not null or ${bare(`t.before ->> 'text'`)} = ${bare(`t.after ->> 'text'`)})`,
  `update run_change t set by = 0
   where t.by is null and t.type = 'authorship' and t.before is not null and t.after is not null
     and t.before - ${spellings} = t.after - ${spellings}
     and ((t.after ->> 'is_organisation')::boolean or ${bare(`t.before ->> 'name'`)} = ${bare(`t.after ->> 'name'`)})
     and (t.after ->> 'country' is not null or ${bare(`t.before ->> 'country_text'`)} = ${bare(`t.after ->> 'country_text'`)})
     and (${spelt('t.before')} = ${spelt('t.after')}
       or (exists (select from authorship_organisation o where o.document_id = t.document and o.position = t.position::int
                     and o.removed_at is null)
         and not exists (select from authorship_organisation o where o.document_id = t.document
                           and o.position = t.position::int and o.removed_at is null and o.organisation_id is null)
         and not exists (select from run_change o where o.type = 'authorship_organisation' and o.run = t.run
                           and o.document = t.document and o.position = t.position and o.by is distinct from 0)))`,
  `update run_change t set by = 0
   where t.by is null and t.type = 'tenure' and t.before is not null and t.after is not null
     and (t.before - 'organisation_text') = (t.after - 'organisation_text')
     and (t.after ->> 'organisation_id' is not null
       or ${bare(`t.before ->> 'organisation_text'`)} = ${bare(`t.after ->> 'organisation_text'`)})`,
  // The organisations of an author are told by the author.
  `update run_change t set by = a.id from run_change a
   where t.by is null and t.type = 'authorship_organisation' and a.type = 'authorship' and a.by is null
     and a.run = t.run and a.document = t.document and a.position = t.position`,
  // One name that changes in one way on many documents, or beside many posts, is one change, and so are the counts of one
  // meeting.
  `with parts as (
     select by, jsonb_agg(jsonb_build_array(kind, before -> 'organisation_id', after -> 'organisation_id')
                          order by type, id) as what
     from run_change where type = 'authorship_organisation' and by > 0 group by by
   ), said as (
     select t.id, t.run, t.kind, t.type,
            case t.type when 'attendance' then coalesce(t.after, t.before) -> 'meeting_id'
              else jsonb_build_array(${renamed('t')}, p.what) end as what
     from run_change t left join parts p on p.by = t.id
     where t.by is null and (t.type = 'attendance' or ${isRenamed('t')})
   ), alike as (select id, min(id) over (partition by run, kind, (type = 'attendance'), what) as first from said)
   update run_change t set by = a.first from alike a where a.id = t.id and a.first <> a.id`,
  // The same name in the lists of another source is read in another run, up to a week later.
  `update run_change t set by = (
     select min(c.id) from change c
     where c.run_id < t.run and c.at > now() - interval '7 days' and c.told_by is null and c.kind = t.kind
       and ${isRenamed('c')} and ${renamed('c')} = ${renamed('t')})
   where $1::int is not null and t.by is null and ${isRenamed('t')}`,
  // What was told by one that is told by another is told by that one.
  'update run_change t set by = a.by from run_change a where a.id = t.by and a.by is not null',
  // What later runs found to be told by another is known to them alone.
  `update change c set told_by = t.by from run_change t
   where t.id = c.id and t.by is distinct from c.told_by and ($1::int is not null or c.told_by is null)`,
];
