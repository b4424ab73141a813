-- On how many documents of a year, and of all years, two organisations or countries are named together. `named` is how many
-- a document names: of 2 or more every pair has a row, 1 is one alone and 0 nobody known. Keys that are no one organisation
-- or country are nobody.
CREATE MATERIALIZED VIEW pair AS
WITH document_keys AS (
  SELECT unit, body, kind, date_trunc('year', published::timestamp)::date AS year,
         array_agg(declared) FILTER (WHERE declared_adds >= 2 AND declared <> ALL (nobody)) AS declared,
         array_agg(employer) FILTER (WHERE employer_adds >= 2 AND employer <> ALL (nobody)) AS employer,
         array_agg(parent) FILTER (WHERE parent_adds >= 2 AND parent <> ALL (nobody)) AS parent,
         array_agg(member) FILTER (WHERE member_adds >= 2 AND member <> ALL (nobody)) AS member,
         array_agg(organisation) FILTER (WHERE organisation_adds >= 2 AND organisation <> ALL (nobody)) AS organisation,
         array_agg(parent_organisation)
           FILTER (WHERE parent_organisation_adds >= 2 AND parent_organisation <> ALL (nobody)) AS parent_organisation
  FROM attribution CROSS JOIN (VALUES ('{international,independent,officer,liaison,secretariat}'::text[])) AS n (nobody)
  GROUP BY 1, 2, 3, 4
), keyed AS (
  SELECT r.dimension, r.rule, d.body, d.kind, d.year, r.keys, least(coalesce(cardinality(r.keys), 0), 2) AS named
  FROM document_keys d
  CROSS JOIN LATERAL (VALUES ('country', 'declared', d.declared), ('country', 'employer', d.employer),
                             ('country', 'parent', d.parent), ('country', 'member', d.member),
                             ('organisation', 'employer', d.organisation),
                             ('organisation', 'parent', d.parent_organisation)) AS r (dimension, rule, keys)
  WHERE r.rule <> 'member' OR d.body LIKE 'itu%'
), counted AS (
  SELECT dimension, rule, body, kind, year, named, NULL AS one, NULL AS two, count(*)::int AS documents
  FROM keyed WHERE named < 2 GROUP BY 1, 2, 3, 4, 5, 6
  UNION ALL
  SELECT dimension, rule, body, kind, year, named, a.one, b.two, count(*)::int
  FROM keyed CROSS JOIN LATERAL unnest(keys) AS a (one) JOIN LATERAL unnest(keys) AS b (two) ON a.one < b.two
  WHERE named = 2 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
)
SELECT dimension, rule, body, kind, s.span, s.starts, named, one, two, sum(documents)::int AS documents
FROM counted CROSS JOIN LATERAL (VALUES ('year', year), ('all', '0001-01-01')) AS s (span, starts)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
ORDER BY 1, 2, 3, 4, 5, 6;

CREATE INDEX pair_read ON pair (dimension, rule, body, kind, span, starts);
