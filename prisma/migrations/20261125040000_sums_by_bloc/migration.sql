DROP MATERIALIZED VIEW tally;
DROP VIEW credit;
DROP MATERIALIZED VIEW attribution;

-- One row for every part of every authorship of every document that counts: to whom each rule attributes it.
-- `published` is the day the document counts at: the publication of an RFC or a Recommendation, the first
-- submission of everything else. A work is a draft, what it replaced and the RFC it became, once, with the authors of the newest.
-- A document that names one country five times counts once for it, and so does an author of two organisations there. So that
-- documents and authorships can be added up like any number, each row says what it is the first of: `adds` has the bit 2 on
-- the first row of a document and the bit 1 on the first of an authorship, and `declared_adds` and its kin, the same within one key.
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
  -- The rows of a group lie together.
  SELECT row_number() OVER (ORDER BY body, kind, group_id, published) AS unit, c.*
  FROM document_counted c WHERE c.published IS NOT NULL
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
), keyed AS (
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
    AND (m.from IS NULL OR n.published >= m.from) AND (m.to IS NULL OR n.published < m.to)
), met AS (
  -- The keys of a document up to a row, the place of the row among them, and that of the first row of its author.
  SELECT k.*, row_number() OVER of_document AS place,
         (row_number() OVER of_document - row_number() OVER of_author + 1)::int AS start,
         array_agg(declared) OVER of_document AS declareds, array_agg(employer) OVER of_document AS employers,
         array_agg(parent) OVER of_document AS parents, array_agg(member) OVER of_document AS members,
         array_agg(organisation) OVER of_document AS organisations,
         array_agg(parent_organisation) OVER of_document AS parent_organisations
  FROM keyed k
  WINDOW of_document AS (PARTITION BY unit ORDER BY position, part),
         of_author AS (PARTITION BY unit, position ORDER BY part)
)
SELECT unit, document_id, body, kind, group_id, published, position, part, share, fraction, states_affiliation,
       declared, employer, parent, member, organisation, parent_organisation,
       CASE WHEN position IS NULL THEN 2 WHEN place = 1 THEN 3 ELSE (place = start)::int END::smallint AS adds,
       CASE WHEN position IS NULL THEN 2 WHEN place = 1 THEN 3
            ELSE 2 * (array_position(declareds, declared) = place)::int
              + CASE WHEN share = 1 OR array_position(declareds, declared, start) = place THEN 1 ELSE 0 END END::smallint AS declared_adds,
       CASE WHEN position IS NULL THEN 2 WHEN place = 1 THEN 3
            ELSE 2 * (array_position(employers, employer) = place)::int
              + CASE WHEN share = 1 OR array_position(employers, employer, start) = place THEN 1 ELSE 0 END END::smallint AS employer_adds,
       CASE WHEN position IS NULL THEN 2 WHEN place = 1 THEN 3
            ELSE 2 * (array_position(parents, parent) = place)::int
              + CASE WHEN share = 1 OR array_position(parents, parent, start) = place THEN 1 ELSE 0 END END::smallint AS parent_adds,
       CASE WHEN position IS NULL THEN 2 WHEN place = 1 THEN 3
            ELSE 2 * (array_position(members, member) = place)::int
              + CASE WHEN share = 1 OR array_position(members, member, start) = place THEN 1 ELSE 0 END END::smallint AS member_adds,
       CASE WHEN position IS NULL THEN 2 WHEN place = 1 THEN 3
            ELSE 2 * (array_position(organisations, organisation) = place)::int
              + CASE WHEN share = 1 OR array_position(organisations, organisation, start) = place THEN 1 ELSE 0 END END::smallint AS organisation_adds,
       CASE WHEN position IS NULL THEN 2 WHEN place = 1 THEN 3
            ELSE 2 * (array_position(parent_organisations, parent_organisation) = place)::int
              + CASE WHEN share = 1 OR array_position(parent_organisations, parent_organisation, start) = place THEN 1 ELSE 0 END END::smallint AS parent_organisation_adds
FROM met;

CREATE INDEX attribution_document ON attribution (document_id);
CREATE INDEX attribution_group ON attribution (group_id, kind);
CREATE INDEX attribution_kind ON attribution (body, kind, published);
CREATE INDEX attribution_declared ON attribution (declared, kind);
CREATE INDEX attribution_organisation ON attribution (organisation, kind);

-- attribution, once for each rule: a reading names one rule, and the planner drops the others.
CREATE VIEW credit AS
SELECT 'declared' AS rule, document_id, body, kind, group_id, published, position, part, share, fraction,
       states_affiliation, declared AS country, organisation, unit, adds, declared_adds AS country_adds, organisation_adds
FROM attribution
UNION ALL
SELECT 'employer', document_id, body, kind, group_id, published, position, part, share, fraction,
       states_affiliation, employer, organisation, unit, adds, employer_adds, organisation_adds FROM attribution
UNION ALL
SELECT 'parent', document_id, body, kind, group_id, published, position, part, share, fraction,
       states_affiliation, parent, parent_organisation, unit, adds, parent_adds, parent_organisation_adds FROM attribution
UNION ALL
SELECT 'member', document_id, body, kind, group_id, published, position, part, share, fraction,
       states_affiliation, member, organisation, unit, adds, member_adds, organisation_adds FROM attribution
WHERE body LIKE 'itu%';

-- Sums of credit by month, by year and over all time: a reading takes the years and months that lie within its dates, and
-- the days at their ends from credit. Organisations differ under parent alone: the other rules read the rows of employer.
-- `checked` and `stated` are the blocs the country was in on the days summed, a bit a bloc as in bloc_span: a country that
-- joins one within a month has two rows of that month. Dimension bloc has a row for each, by checked memberships
-- (bloc-stated: by all). There a document of two members counts once, as an author between them does. `none` is known and
-- in no bloc.
CREATE MATERIALIZED VIEW tally AS
WITH place AS NOT MATERIALIZED (
  SELECT r.rule, a.unit, a.body, a.kind, date_trunc('month', a.published::timestamp)::date AS month, a.position, a.share,
         a.fraction, r.key, r.adds,
         -- No list has as many blocs: two bits are left for what is in none, and for what is not known.
         CASE WHEN r.key IS NULL THEN 1::bigint << 62 ELSE coalesce(nullif(s.checked, 0), 1::bigint << 61) END AS checked,
         CASE WHEN r.key IS NULL THEN 1::bigint << 62 ELSE coalesce(nullif(s.stated, 0), 1::bigint << 61) END AS stated
  FROM attribution a
  CROSS JOIN LATERAL (VALUES ('declared', a.declared, a.declared_adds), ('employer', a.employer, a.employer_adds),
                             ('parent', a.parent, a.parent_adds), ('member', a.member, a.member_adds)) AS r (rule, key, adds)
  LEFT JOIN bloc_span s ON s.country = r.key AND s.from <= a.published AND (s.to IS NULL OR a.published < s.to)
  WHERE r.rule <> 'member' OR a.body LIKE 'itu%'
), by_country AS (
  SELECT rule, body, kind, month, key, checked, stated,
         sum(adds >> 1)::int AS documents, sum(adds & 1)::int AS authorships,
         coalesce(sum(share) FILTER (WHERE position IS NOT NULL), 0) AS complete, sum(fraction) AS fractional,
         coalesce(sum(share) FILTER (WHERE position = 1 OR position IS NULL), 0) AS straight,
         coalesce(sum(adds >> 1) FILTER (WHERE position = 1 OR position IS NULL), 0)::int AS straight_documents,
         coalesce(sum(adds & 1) FILTER (WHERE position = 1), 0)::int AS straight_authorships,
         (count(position) FILTER (WHERE share = 1))::int AS undivided,
         (count(position) FILTER (WHERE share = 1 AND position = 1))::int AS first_undivided
  FROM place GROUP BY 1, 2, 3, 4, 5, 6, 7
), by_document AS (
  SELECT rule, body, kind, month, unit, bit_or(checked) AS checked, bit_or(stated) AS stated,
         bit_or(checked) FILTER (WHERE position = 1 OR position IS NULL) AS first_checked,
         bit_or(stated) FILTER (WHERE position = 1 OR position IS NULL) AS first_stated
  FROM place WHERE adds >= 2 GROUP BY 1, 2, 3, 4, 5
), divided AS (
  SELECT rule, body, kind, month, position = 1 AS is_first, bit_or(checked) AS checked, bit_or(stated) AS stated
  FROM place WHERE share < 1 GROUP BY 1, 2, 3, 4, unit, position
), by_blocs AS (
  -- By all blocs at once, before they are told apart.
  SELECT v.dimension, rule, body, kind, month, v.blocs, sum(documents) AS documents, sum(authorships) AS authorships,
         sum(complete) AS complete, sum(fractional) AS fractional, sum(straight) AS straight,
         sum(straight_documents) AS straight_documents, sum(straight_authorships) AS straight_authorships
  FROM (
    SELECT rule, body, kind, month, checked, stated, 0 AS documents, undivided AS authorships, complete, fractional,
           straight, 0 AS straight_documents, first_undivided AS straight_authorships FROM by_country
    UNION ALL
    SELECT rule, body, kind, month, checked, stated, count(*), 0, 0, 0, 0, 0, 0 FROM by_document GROUP BY 1, 2, 3, 4, 5, 6
    UNION ALL
    SELECT rule, body, kind, month, first_checked, first_stated, 0, 0, 0, 0, 0, count(*), 0
    FROM by_document WHERE first_checked IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6
    UNION ALL
    SELECT rule, body, kind, month, checked, stated, 0, count(*), 0, 0, 0, 0, count(*) FILTER (WHERE is_first)
    FROM divided GROUP BY 1, 2, 3, 4, 5, 6
  ) p CROSS JOIN LATERAL (VALUES ('bloc', checked), ('bloc-stated', stated)) AS v (dimension, blocs)
  GROUP BY 1, 2, 3, 4, 5, 6
), bloc_key AS (
  SELECT id AS key, 1::bigint << ordinal AS bit FROM bloc
  UNION ALL VALUES ('none', 1::bigint << 61), (NULL, 1::bigint << 62)
), by_organisation AS (
  SELECT r.rule, a.body, a.kind, date_trunc('month', a.published::timestamp)::date AS month, r.key,
         sum(r.adds >> 1)::int AS documents, sum(r.adds & 1)::int AS authorships,
         coalesce(sum(a.share) FILTER (WHERE a.position IS NOT NULL), 0) AS complete, sum(a.fraction) AS fractional,
         coalesce(sum(a.share) FILTER (WHERE a.position = 1 OR a.position IS NULL), 0) AS straight,
         coalesce(sum(r.adds >> 1) FILTER (WHERE a.position = 1 OR a.position IS NULL), 0)::int AS straight_documents,
         coalesce(sum(r.adds & 1) FILTER (WHERE a.position = 1), 0)::int AS straight_authorships
  FROM attribution a
  CROSS JOIN LATERAL (VALUES ('employer', a.organisation, a.organisation_adds),
                             ('parent', a.parent_organisation, a.parent_organisation_adds)) AS r (rule, key, adds)
  GROUP BY 1, 2, 3, 4, 5
), total AS (
  SELECT body, kind, date_trunc('month', published::timestamp)::date AS month,
         sum(adds >> 1)::int AS documents, sum(adds & 1)::int AS authorships,
         coalesce(sum(adds >> 1) FILTER (WHERE position = 1 OR position IS NULL), 0)::int AS straight_documents,
         coalesce(sum(adds & 1) FILTER (WHERE position = 1), 0)::int AS straight_authorships,
         coalesce(sum(adds & 1) FILTER (WHERE states_affiliation), 0)::int AS stating_affiliation,
         coalesce(sum(share) FILTER (WHERE organisation IS NOT NULL), 0) AS resolved,
         coalesce(sum(share) FILTER (WHERE declared IS NOT NULL), 0) AS declared,
         coalesce(sum(share) FILTER (WHERE employer IS NOT NULL), 0) AS employer,
         coalesce(sum(share) FILTER (WHERE parent IS NOT NULL), 0) AS parent,
         coalesce(sum(share) FILTER (WHERE member IS NOT NULL), 0) AS member
  FROM attribution GROUP BY 1, 2, 3
), monthly AS (
  SELECT 'country' AS dimension, rule, body, kind, month, key, checked, stated, documents, authorships, complete, fractional,
         straight, straight_documents, straight_authorships,
         NULL::int AS stating_affiliation, NULL::float8 AS resolved, NULL::float8 AS with_country
  FROM by_country
  UNION ALL
  SELECT 'organisation', rule, body, kind, month, key, NULL, NULL, documents, authorships, complete, fractional,
         straight, straight_documents, straight_authorships, NULL, NULL, NULL
  FROM by_organisation
  UNION ALL
  SELECT b.dimension, b.rule, b.body, b.kind, b.month, k.key, NULL, NULL, sum(b.documents)::int, sum(b.authorships)::int,
         sum(b.complete), sum(b.fractional), sum(b.straight), sum(b.straight_documents)::int,
         sum(b.straight_authorships)::int, NULL, NULL, NULL
  FROM by_blocs b JOIN bloc_key k ON b.blocs & k.bit <> 0
  GROUP BY 1, 2, 3, 4, 5, 6
  UNION ALL
  SELECT 'total', r.rule, t.body, t.kind, t.month, NULL, NULL, NULL, t.documents, t.authorships, t.authorships, t.documents,
         t.straight_documents, t.straight_documents, t.straight_authorships, t.stating_affiliation, t.resolved,
         CASE r.rule WHEN 'declared' THEN t.declared WHEN 'employer' THEN t.employer WHEN 'parent' THEN t.parent ELSE t.member END
  FROM total t JOIN (VALUES ('declared'), ('employer'), ('parent'), ('member')) AS r (rule)
    ON r.rule <> 'member' OR t.body LIKE 'itu%'
)
SELECT s.span, s.starts, rule, body, kind, dimension, key, checked, stated,
       sum(documents)::int AS documents, sum(authorships)::int AS authorships, sum(complete) AS complete,
       sum(fractional) AS fractional, sum(straight) AS straight, sum(straight_documents)::int AS straight_documents,
       sum(straight_authorships)::int AS straight_authorships, sum(stating_affiliation)::int AS stating_affiliation,
       sum(resolved) AS resolved, sum(with_country) AS with_country
FROM monthly
CROSS JOIN LATERAL (VALUES ('month', month), ('year', date_trunc('year', month::timestamp)::date), ('all', '0001-01-01')) AS s (span, starts)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
-- What one reading takes lies together.
ORDER BY dimension, rule, body, kind, span, starts;

CREATE INDEX tally_read ON tally (dimension, rule, body, kind, span, starts);
