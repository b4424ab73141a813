import { type Store, sql } from '#prisma/client.ts';
import { postWords } from './post-words.ts';

/**
 * What followed subjects are called, by kind and subject as they are followed (`country:FR`). What nothing here is called
 * is left out; it may come yet.
 */
export async function followedNames(
  store: Store,
  follows: readonly { kind: string; subject: string }[],
): Promise<Record<string, string>> {
  const kinds = follows.map(({ kind }) => kind);
  const subjects = follows.map(({ subject }) => subject);
  const rows = await store.query<{ kind: string; subject: string; name: string }>(sql`
    with f as (select * from unnest(${kinds}::text[], ${subjects}::text[]) f (kind, subject))
    select f.kind, f.subject, c.name from f join country c on f.kind = 'country' and c.code = upper(f.subject)
    union all select f.kind, f.subject, b.name from f join bloc b on f.kind = 'bloc' and b.id = lower(f.subject)
    union all select f.kind, f.subject, o.name
      from f join organisation o on f.kind = 'organisation' and o.id = lower(f.subject)
    union all select f.kind, f.subject, p.title from f join proposal p on f.kind = 'proposal' and p.slug = lower(f.subject)
    union all select f.kind, f.subject, d.title
      from f join document d on f.kind = 'document' and d.id in (f.subject, lower(f.subject))
    union all select f.kind, f.subject, case when lower(g.name) = lower(g.acronym) then g.acronym
                                             else g.name || ' (' || g.acronym || ')' end
      from f join "group" g on f.kind = 'group' and lower(g.id) = lower(f.subject)
    union all select f.kind, f.subject, g.acronym
      from f join "group" g on f.kind = 'post' and lower(g.id) = lower(regexp_replace(f.subject, '/[^/]*$', ''))`);
  return Object.fromEntries(
    rows.map(({ kind, subject, name }) => [
      `${kind}:${subject}`,
      kind === 'post' ? `${postWords(subject.slice(subject.lastIndexOf('/') + 1))} of ${name}` : name,
    ]),
  );
}
