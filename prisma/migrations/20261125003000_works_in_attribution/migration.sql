-- A work is told by the table work. The column of the document that was to tell it was never filled.
DROP MATERIALIZED VIEW tally;
DROP VIEW credit;
DROP MATERIALIZED VIEW attribution;
DROP INDEX "document_work_id_idx";
ALTER TABLE "document" DROP COLUMN "work_id";

-- One row for every part of every authorship of every document that counts: to whom each rule attributes it.
-- `published` is the day the document counts at: the publication of an RFC or a Recommendation, the first
-- submission of everything else. A work is a draft, what it replaced and the RFC it became, once, with the authors of the newest.
CREATE MATERIALIZED VIEW attribution AS
WITH document_counted AS (
  SELECT d.id AS document_id, d.body, d.kind, d.group_id,
         CASE WHEN d.kind IN ('rfc', 'recommendation') THEN d.published ELSE d.submitted END AS published
  FROM document d
  WHERE d.removed_at IS NULL AND d.kind <> 'liaison' AND (d.kind <> 'rfc' OR d.stage = 'published')
    -- Curated documents are a sample. Only of Recommendations is the curated list whole.
    AND (d.source NOT LIKE 'facts-%' OR d.kind = 'recommendation')
    -- Neither is a list of Recommendations that was not read whole.
    AND (d.kind <> 'recommendation' OR d.stage <> 'sample')
  UNION ALL
  SELECT newest.id, newest.body, 'work', newest.group_id, work.published
  FROM (SELECT coalesce(n.id, d.id) AS id, min(d.submitted) AS published
        FROM document d
        LEFT JOIN work w ON w.document_id = d.id AND w.removed_at IS NULL
        -- An RFC that is not read yet cannot stand for its work.
        LEFT JOIN document n ON n.id = w.work_id AND n.removed_at IS NULL
        WHERE d.kind = 'internet-draft' AND d.removed_at IS NULL AND d.submitted IS NOT NULL
          AND d.source NOT LIKE 'facts-%'
        GROUP BY 1) work
  JOIN document newest ON newest.id = work.id AND newest.removed_at IS NULL
), counted AS (
  SELECT row_number() OVER () AS unit, c.* FROM document_counted c WHERE c.published IS NOT NULL
), author AS (
  -- A work item belongs to the members that support it. Its editors are persons of whom the page prints nothing else.
  SELECT a.*, count(*) OVER (PARTITION BY a.document_id) AS authorships
  FROM authorship a JOIN document d ON d.id = a.document_id
  WHERE a.removed_at IS NULL AND (d.kind <> 'work-item' OR a.role <> 'editor')
), part AS (
  SELECT o.*, count(*) OVER (PARTITION BY o.document_id, o.position) AS parts
  FROM authorship_organisation o WHERE o.removed_at IS NULL
), named AS (
  SELECT c.unit, c.document_id, c.body, c.kind, c.group_id, c.published,
         a.position, a.affiliation IS NOT NULL OR coalesce(a.is_organisation, false) AS states_affiliation,
         o.part, 1.0::float8 / coalesce(o.parts, 1) AS share, coalesce(a.authorships, 1) AS authorships,
         a.country AS declared, o.organisation_id, coalesce(u.parent, o.organisation_id) AS parent_id,
         -- Known, and of no country: an officer of the group, the liaison of another body, the secretariat.
         CASE WHEN a.role IN ('officer', 'liaison', 'secretariat') THEN a.role END AS apart,
         CASE WHEN o.kind = 'individual' THEN 'independent' END AS individual
  FROM counted c
  LEFT JOIN author a ON a.document_id = c.document_id
  LEFT JOIN part o ON o.document_id = a.document_id AND o.position = a.position
  LEFT JOIN ultimate_parent u
    ON u.child = o.organisation_id AND c.published >= u.from AND (u.to IS NULL OR c.published < u.to)
)
SELECT n.unit, n.document_id, n.body, n.kind, n.group_id, n.published, n.position, n.part, n.share,
       n.share / n.authorships AS fraction, n.states_affiliation,
       coalesce(n.apart, n.declared) AS declared,
       coalesce(n.apart, CASE WHEN e.international THEN 'international' ELSE e.country END) AS employer,
       coalesce(n.apart, CASE WHEN p.international THEN 'international' ELSE p.country END) AS parent,
       coalesce(n.apart, CASE WHEN n.body NOT LIKE 'itu%' THEN NULL WHEN e.international THEN 'international'
                              WHEN e.kind = 'administration' THEN e.country ELSE m.country END) AS member,
       coalesce(n.apart, n.individual, n.organisation_id) AS organisation,
       coalesce(n.apart, n.individual, n.parent_id) AS parent_organisation
FROM named n
LEFT JOIN organisation e ON e.id = n.organisation_id
LEFT JOIN organisation p ON p.id = n.parent_id
LEFT JOIN itu_membership m ON m.organisation_id = n.organisation_id
  AND (m.from IS NULL OR n.published >= m.from) AND (m.to IS NULL OR n.published < m.to);

CREATE INDEX attribution_document ON attribution (document_id);
CREATE INDEX attribution_group ON attribution (group_id, kind);
CREATE INDEX attribution_kind ON attribution (body, kind, published);
CREATE INDEX attribution_declared ON attribution (declared, kind);
CREATE INDEX attribution_organisation ON attribution (organisation, kind);

-- attribution, once for each rule: a reading names one rule, and the planner drops the others.
CREATE VIEW credit AS
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
