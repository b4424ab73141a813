CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- One row per country rule, authorship and organisation it names: the atom every share of authorship is summed from.
-- A document without a known author keeps one row, so that it is counted as unknown and not lost.
CREATE MATERIALIZED VIEW credit AS
WITH named AS (
  SELECT d.id AS document_id, d.body, d.kind, d.group_id, d.published,
         a.position, a.affiliation IS NOT NULL OR coalesce(a.is_organisation, false) AS states_affiliation,
         a.country AS declared,
         o.part, o.kind AS part_kind, o.organisation_id,
         coalesce(u.parent, o.organisation_id) AS parent_id,
         1.0::float8 / greatest(count(o.part) OVER (PARTITION BY d.id, a.position), 1) AS share,
         -- Authorships of the document: rows divided by the parts of each.
         greatest(max(a.position) OVER (PARTITION BY d.id), 1) AS authorships
  FROM document d
  LEFT JOIN authorship a ON a.document_id = d.id AND a.removed_at IS NULL
  LEFT JOIN authorship_organisation o
    ON o.document_id = a.document_id AND o.position = a.position AND o.removed_at IS NULL
  LEFT JOIN ultimate_parent u
    ON u.child = o.organisation_id AND d.published >= u.from AND (u.to IS NULL OR d.published < u.to)
  WHERE d.removed_at IS NULL AND d.stage = 'published' AND d.published IS NOT NULL
)
SELECT r.rule, n.document_id, n.body, n.kind, n.group_id, n.published,
       n.position, n.part, n.share, n.share / n.authorships AS fraction,
       n.states_affiliation,
       CASE r.rule
         WHEN 'declared' THEN n.declared
         WHEN 'employer' THEN CASE WHEN e.international THEN 'international' ELSE e.country END
         WHEN 'parent' THEN CASE WHEN p.international THEN 'international' ELSE p.country END
       END AS country,
       CASE WHEN n.part_kind = 'individual' THEN 'independent'
            WHEN r.rule = 'parent' THEN n.parent_id
            ELSE n.organisation_id END AS organisation
FROM named n
CROSS JOIN (VALUES ('declared'), ('employer'), ('parent')) AS r (rule)
LEFT JOIN organisation e ON e.id = n.organisation_id
LEFT JOIN organisation p ON p.id = n.parent_id
WITH NO DATA;

CREATE INDEX credit_group ON credit (group_id, rule);
CREATE INDEX credit_country ON credit (rule, country, organisation);
CREATE INDEX credit_organisation ON credit (rule, organisation);
CREATE INDEX credit_document ON credit (document_id);

-- credit summed by month: what most figures read. dimension total counts documents once.
CREATE MATERIALIZED VIEW tally AS
SELECT rule, body, kind, date_trunc('month', published::timestamp)::date AS month,
       CASE WHEN grouping(country) = 0 THEN 'country' WHEN grouping(organisation) = 0 THEN 'organisation' ELSE 'total' END
         AS dimension,
       CASE WHEN grouping(country) = 0 THEN country WHEN grouping(organisation) = 0 THEN organisation END AS key,
       count(DISTINCT document_id)::int AS documents,
       count(DISTINCT (document_id, position)) FILTER (WHERE position IS NOT NULL)::int AS authorships,
       coalesce(sum(share) FILTER (WHERE position IS NOT NULL), 0) AS complete,
       sum(fraction) AS fractional,
       coalesce(sum(share) FILTER (WHERE position = 1 OR position IS NULL), 0) AS straight,
       count(DISTINCT document_id) FILTER (WHERE position = 1 OR position IS NULL)::int AS straight_documents,
       count(DISTINCT document_id) FILTER (WHERE position = 1)::int AS straight_authorships,
       count(DISTINCT (document_id, position)) FILTER (WHERE states_affiliation)::int AS stating_affiliation,
       coalesce(sum(share) FILTER (WHERE organisation IS NOT NULL), 0) AS resolved,
       coalesce(sum(share) FILTER (WHERE country IS NOT NULL), 0) AS with_country
FROM credit
GROUP BY GROUPING SETS ((rule, body, kind, date_trunc('month', published::timestamp), country),
                        (rule, body, kind, date_trunc('month', published::timestamp), organisation),
                        (rule, body, kind, date_trunc('month', published::timestamp)))
WITH NO DATA;

CREATE INDEX tally_read ON tally (dimension, rule, kind, month);

CREATE INDEX document_title_trgm ON document USING gin (title gin_trgm_ops);
CREATE INDEX document_published ON document (published);
