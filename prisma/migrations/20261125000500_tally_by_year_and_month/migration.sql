-- A database that was filled before fills the sums again here. In an empty one this takes no time.
REFRESH MATERIALIZED VIEW attribution;

-- Counting units, one a document and kind, needs no comparing of texts.
CREATE OR REPLACE VIEW credit AS
SELECT 'declared' AS rule, document_id, body, kind, group_id, published, position, part, share, fraction,
       states_affiliation, declared AS country, organisation, unit FROM attribution
UNION ALL
SELECT 'employer', document_id, body, kind, group_id, published, position, part, share, fraction,
       states_affiliation, employer, organisation, unit FROM attribution
UNION ALL
SELECT 'parent', document_id, body, kind, group_id, published, position, part, share, fraction,
       states_affiliation, parent, parent_organisation, unit FROM attribution
UNION ALL
SELECT 'member', document_id, body, kind, group_id, published, position, part, share, fraction,
       states_affiliation, member, organisation, unit FROM attribution WHERE body LIKE 'itu%';

DROP MATERIALIZED VIEW tally;

-- Sums of credit by month and by year: a reading takes the years and months that lie within its dates, and the days at
-- their ends from credit. Organisations differ under parent alone: the other rules read the rows of employer.
-- Authors are counted as bits of their positions, because distinct values cannot be counted by hashing. One who names a
-- single organisation has a single row and needs none.
CREATE MATERIALIZED VIEW tally AS
WITH keyed AS (
  SELECT 'country' AS dimension, 'declared' AS rule, unit, declared AS key, position, share, fraction FROM attribution
  UNION ALL SELECT 'country', 'employer', unit, employer, position, share, fraction FROM attribution
  UNION ALL SELECT 'country', 'parent', unit, parent, position, share, fraction FROM attribution
  UNION ALL SELECT 'country', 'member', unit, member, position, share, fraction FROM attribution WHERE body LIKE 'itu%'
  UNION ALL SELECT 'organisation', 'employer', unit, organisation, position, share, fraction FROM attribution
  UNION ALL SELECT 'organisation', 'parent', unit, parent_organisation, position, share, fraction FROM attribution
), by_document AS (
  SELECT dimension, rule, unit, key,
         count(position) FILTER (WHERE share = 1)
           + coalesce(bit_count(bit_or(set_bit(0::bit(512), position, 1)) FILTER (WHERE share < 1)), 0) AS authorships,
         coalesce(sum(share) FILTER (WHERE position IS NOT NULL), 0) AS complete,
         sum(fraction) AS fractional,
         sum(share) FILTER (WHERE position = 1 OR position IS NULL) AS straight,
         bool_or(position = 1) AS is_first, bool_or(position IS NULL) AS is_unwritten
  FROM keyed GROUP BY 1, 2, 3, 4
), unit AS (
  SELECT unit, body, kind, date_trunc('month', published::timestamp)::date AS month,
         count(position) FILTER (WHERE share = 1)
           + coalesce(bit_count(bit_or(set_bit(0::bit(512), position, 1)) FILTER (WHERE share < 1)), 0) AS authorships,
         count(position) FILTER (WHERE share = 1 AND states_affiliation)
           + coalesce(bit_count(bit_or(set_bit(0::bit(512), position, 1)) FILTER (WHERE share < 1 AND states_affiliation)), 0)
           AS stating_affiliation,
         bool_or(position = 1) AS is_first, bool_or(position IS NULL) AS is_unwritten,
         coalesce(sum(share) FILTER (WHERE organisation IS NOT NULL), 0) AS resolved,
         coalesce(sum(share) FILTER (WHERE declared IS NOT NULL), 0) AS declared,
         coalesce(sum(share) FILTER (WHERE employer IS NOT NULL), 0) AS employer,
         coalesce(sum(share) FILTER (WHERE parent IS NOT NULL), 0) AS parent,
         coalesce(sum(share) FILTER (WHERE member IS NOT NULL), 0) AS member
  FROM attribution GROUP BY 1, 2, 3, 4
), monthly AS (
  SELECT d.rule, u.body, u.kind, u.month, d.dimension, d.key,
         count(*)::int AS documents, sum(d.authorships)::int AS authorships,
         sum(d.complete) AS complete, sum(d.fractional) AS fractional, coalesce(sum(d.straight), 0) AS straight,
         (count(*) FILTER (WHERE d.is_first OR d.is_unwritten))::int AS straight_documents,
         (count(*) FILTER (WHERE d.is_first))::int AS straight_authorships,
         NULL::int AS stating_affiliation, NULL::float8 AS resolved, NULL::float8 AS with_country
  FROM by_document d JOIN unit u USING (unit)
  GROUP BY 1, 2, 3, 4, 5, 6
  UNION ALL
  SELECT r.rule, u.body, u.kind, u.month, 'total', NULL,
         count(*)::int, sum(authorships)::int, sum(authorships), count(*),
         count(*) FILTER (WHERE is_first OR is_unwritten), (count(*) FILTER (WHERE is_first OR is_unwritten))::int,
         (count(*) FILTER (WHERE is_first))::int, sum(stating_affiliation)::int, sum(resolved),
         sum(CASE r.rule WHEN 'declared' THEN declared WHEN 'employer' THEN employer WHEN 'parent' THEN parent ELSE member END)
  FROM unit u JOIN (VALUES ('declared'), ('employer'), ('parent'), ('member')) AS r (rule)
    ON r.rule <> 'member' OR u.body LIKE 'itu%'
  GROUP BY 1, 2, 3, 4
)
SELECT 'month' AS span, month AS starts, rule, body, kind, dimension, key, documents, authorships, complete, fractional,
       straight, straight_documents, straight_authorships, stating_affiliation, resolved, with_country
FROM monthly
UNION ALL
SELECT 'year', date_trunc('year', month::timestamp)::date, rule, body, kind, dimension, key,
       sum(documents)::int, sum(authorships)::int, sum(complete), sum(fractional), sum(straight),
       sum(straight_documents)::int, sum(straight_authorships)::int, sum(stating_affiliation)::int, sum(resolved),
       sum(with_country)
FROM monthly GROUP BY 2, 3, 4, 5, 6, 7;

CREATE INDEX tally_read ON tally (dimension, rule, body, kind, span, starts);
