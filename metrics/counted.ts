import { type Sql, sql } from '#prisma/client.ts';

/** How many documents of one body and kind; the bodies are never added up. */
export interface Counted {
  body: string;
  kind: string;
  documents: number;
  authorships: number;
}

/** A relation (key, counts): documents and authorships by key under each body’s own rule (IETF declared, ITU employer), as Counted[]. */
export const countedBy = (dimension: 'country' | 'organisation'): Sql => sql`
  select key, json_agg(json_build_object('body', body, 'kind', kind, 'documents', documents, 'authorships', authorships)
                       order by body, kind) as counts
  from (
    select key, body, kind, sum(documents)::int as documents, sum(authorships)::int as authorships
    from tally where span = 'year' and dimension = ${dimension}
      and rule = case when body = 'ietf' and dimension = 'country' then 'declared' else 'employer' end and key is not null
    group by 1, 2, 3
  ) sums group by 1`;
