-- AlterTable
ALTER TABLE "bloc" ADD COLUMN     "listed" TEXT,
ADD COLUMN     "note" TEXT NOT NULL,
ADD COLUMN     "ordinal" INTEGER NOT NULL;

-- AlterTable
ALTER TABLE "bloc_membership" DROP CONSTRAINT "bloc_membership_pkey",
ADD COLUMN     "note" TEXT NOT NULL,
ADD COLUMN     "part" INTEGER NOT NULL,
ADD COLUMN     "precision" TEXT NOT NULL,
ALTER COLUMN "from" DROP NOT NULL,
ADD CONSTRAINT "bloc_membership_pkey" PRIMARY KEY ("bloc_id", "country", "part");

-- CreateTable
CREATE TABLE "bloc_span" (
    "country" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,
    "checked" BIGINT NOT NULL,
    "stated" BIGINT NOT NULL,

    CONSTRAINT "bloc_span_pkey" PRIMARY KEY ("country","from")
);

-- CreateTable
CREATE TABLE "itu_membership" (
    "organisation_id" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "from" DATE,
    "to" DATE,
    "source" TEXT NOT NULL,

    CONSTRAINT "itu_membership_pkey" PRIMARY KEY ("organisation_id","country")
);

-- CreateIndex
CREATE INDEX "bloc_membership_country_idx" ON "bloc_membership"("country");

DROP MATERIALIZED VIEW tally;
DROP MATERIALIZED VIEW credit;

-- One row for every part of every authorship of every document that counts: to whom each rule attributes it.
-- `published` is the day the document counts at: the publication of an RFC or a Recommendation, the first
-- submission of everything else. kind = 'work': a draft, what it replaced and the RFC it became, once, with the authors of the newest.
CREATE MATERIALIZED VIEW attribution AS
WITH counted AS (
  SELECT d.id AS document_id, d.body, d.kind, d.group_id,
         CASE WHEN d.kind IN ('rfc', 'recommendation') THEN d.published ELSE d.submitted END AS published
  FROM document d
  WHERE d.removed_at IS NULL AND (d.kind <> 'rfc' OR d.stage = 'published')
    -- Curated documents are a sample. Only of Recommendations is the curated list whole.
    AND (d.source NOT LIKE 'facts-%' OR d.kind = 'recommendation')
  UNION ALL
  SELECT newest.id, newest.body, 'work', newest.group_id, work.published
  FROM (SELECT coalesce(d.work_id, d.id) AS id, min(d.submitted) AS published
        FROM document d
        WHERE d.kind = 'internet-draft' AND d.removed_at IS NULL AND d.submitted IS NOT NULL
          AND d.source NOT LIKE 'facts-%'
        GROUP BY 1) work
  JOIN document newest ON newest.id = work.id AND newest.removed_at IS NULL
), author AS (
  SELECT a.*, count(*) OVER (PARTITION BY a.document_id) AS authorships FROM authorship a WHERE a.removed_at IS NULL
), part AS (
  SELECT o.*, count(*) OVER (PARTITION BY o.document_id, o.position) AS parts
  FROM authorship_organisation o WHERE o.removed_at IS NULL
), named AS (
  SELECT c.document_id, c.body, c.kind, c.group_id, c.published,
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
  WHERE c.published IS NOT NULL
)
SELECT n.document_id, n.body, n.kind, n.group_id, n.published, n.position, n.part, n.share,
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
WITH NO DATA;

CREATE INDEX attribution_document ON attribution (document_id);
CREATE INDEX attribution_group ON attribution (group_id, kind);
CREATE INDEX attribution_kind ON attribution (body, kind, published);
CREATE INDEX attribution_declared ON attribution (declared, kind);
CREATE INDEX attribution_employer ON attribution (employer, kind);
CREATE INDEX attribution_parent ON attribution (parent, kind);
CREATE INDEX attribution_organisation ON attribution (organisation, kind);
CREATE INDEX attribution_parent_organisation ON attribution (parent_organisation, kind);

-- attribution, once for each rule: a reading names one rule, and the planner drops the others.
CREATE VIEW credit AS
SELECT 'declared' AS rule, document_id, body, kind, group_id, published, position, part, share, fraction,
       states_affiliation, declared AS country, organisation FROM attribution
UNION ALL
SELECT 'employer', document_id, body, kind, group_id, published, position, part, share, fraction,
       states_affiliation, employer, organisation FROM attribution
UNION ALL
SELECT 'parent', document_id, body, kind, group_id, published, position, part, share, fraction,
       states_affiliation, parent, parent_organisation FROM attribution
UNION ALL
SELECT 'member', document_id, body, kind, group_id, published, position, part, share, fraction,
       states_affiliation, member, organisation FROM attribution WHERE body LIKE 'itu%';

-- Sums of credit by month. Organisations differ under `parent` alone: the other rules read the rows of `employer`.
CREATE MATERIALIZED VIEW tally AS
WITH keyed AS (
  SELECT 'country' AS dimension, rule, body, kind, published, document_id, position, share, fraction,
         states_affiliation, country AS key, country IS NOT NULL AS with_country, organisation IS NOT NULL AS resolved
  FROM credit
  UNION ALL
  SELECT 'organisation', rule, body, kind, published, document_id, position, share, fraction,
         states_affiliation, organisation, country IS NOT NULL, organisation IS NOT NULL
  FROM credit WHERE rule IN ('employer', 'parent')
  UNION ALL
  SELECT 'total', rule, body, kind, published, document_id, position, share, fraction,
         states_affiliation, NULL, country IS NOT NULL, organisation IS NOT NULL
  FROM credit
), by_position AS (
  SELECT dimension, rule, body, kind, published, document_id, position, key,
         sum(share) AS share, sum(fraction) AS fraction, bool_or(states_affiliation) AS states_affiliation,
         coalesce(sum(share) FILTER (WHERE resolved), 0) AS resolved,
         coalesce(sum(share) FILTER (WHERE with_country), 0) AS with_country
  FROM keyed GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
), by_document AS (
  SELECT dimension, rule, body, kind, published, document_id, key,
         count(position) AS authorships,
         coalesce(sum(share) FILTER (WHERE position IS NOT NULL), 0) AS complete,
         sum(fraction) AS fractional,
         coalesce(sum(share) FILTER (WHERE position = 1 OR position IS NULL), 0) AS straight,
         count(*) FILTER (WHERE position = 1 OR position IS NULL) AS straight_documents,
         count(*) FILTER (WHERE position = 1) AS straight_authorships,
         count(*) FILTER (WHERE position IS NOT NULL AND states_affiliation) AS stating_affiliation,
         sum(resolved) AS resolved, sum(with_country) AS with_country
  FROM by_position GROUP BY 1, 2, 3, 4, 5, 6, 7
)
SELECT rule, body, kind, date_trunc('month', published::timestamp)::date AS month, dimension, key,
       count(*)::int AS documents, sum(authorships)::int AS authorships,
       sum(complete) AS complete, sum(fractional) AS fractional, sum(straight) AS straight,
       sum(straight_documents)::int AS straight_documents, sum(straight_authorships)::int AS straight_authorships,
       sum(stating_affiliation)::int AS stating_affiliation,
       sum(resolved) AS resolved, sum(with_country) AS with_country
FROM by_document
GROUP BY 1, 2, 3, 4, 5, 6
WITH NO DATA;

CREATE INDEX tally_read ON tally (dimension, rule, kind, month);
