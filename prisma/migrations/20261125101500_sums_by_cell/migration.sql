-- What is summed is kept in tables that readers go on reading while sums.ts brings them up to date, and only what a save
-- moved is written anew. The tables are empty here: sums.ts fills them when the next process connects.
DROP VIEW credit;
DROP MATERIALIZED VIEW tally;
DROP MATERIALIZED VIEW pair;
DROP MATERIALIZED VIEW attribution;
DROP MATERIALIZED VIEW meeting_document;

-- One row for every part of every authorship of every document that counts: to whom each rule attributes it.
-- `published` is the day the document counts at: the publication of an RFC or a Recommendation, the first
-- submission of everything else. A work is a draft, what it replaced and the RFC it became, once, with the authors of the newest.
-- `unit` is one for each document and one more for each work. A document that names one country five times counts once
-- for it, and so does an author of two organisations there. So that documents and authorships can be added up like any
-- number, each row says what it is the first of: `adds` has the bit 2 on the first row of a document and the bit 1 on the
-- first of an authorship, and `declared_adds` and its kin, the same within one key.
CREATE TABLE attribution (
  unit bigint NOT NULL,
  document_id text NOT NULL,
  body text NOT NULL,
  kind text NOT NULL,
  group_id text,
  published date NOT NULL,
  position int,
  part int,
  share float8 NOT NULL,
  fraction float8 NOT NULL,
  states_affiliation boolean NOT NULL,
  declared text,
  employer text,
  parent text,
  member text,
  organisation text,
  parent_organisation text,
  adds smallint NOT NULL,
  declared_adds smallint NOT NULL,
  employer_adds smallint NOT NULL,
  parent_adds smallint NOT NULL,
  member_adds smallint NOT NULL,
  organisation_adds smallint NOT NULL,
  parent_organisation_adds smallint NOT NULL
);
CREATE SEQUENCE attribution_unit OWNED BY attribution.unit;
CREATE INDEX attribution_document ON attribution (document_id);
CREATE INDEX attribution_group ON attribution (group_id, kind);
CREATE INDEX attribution_kind ON attribution (body, kind, published);
CREATE INDEX attribution_declared ON attribution (declared, kind) WHERE declared IS NOT NULL;
CREATE INDEX attribution_organisation ON attribution (organisation, kind) WHERE organisation IS NOT NULL;

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

-- What is summed together, by months, by years or of all time (`span`). A row of sums names it by its number.
CREATE TABLE series (
  id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dimension text NOT NULL,
  rule text NOT NULL,
  body text NOT NULL,
  kind text NOT NULL,
  span text NOT NULL,
  UNIQUE (dimension, rule, body, kind, span)
);

-- Sums of credit by month, by year and over all time: a reading takes the years and months that lie within its dates, and
-- the days at their ends from credit. Organisations differ under parent alone: the other rules read the rows of employer.
-- `checked` and `stated` are the blocs the country was in on the days summed, a bit a bloc as in bloc_span: a country that
-- joins one within a month has two rows of that month. Dimension bloc has a row for each, by checked memberships
-- (bloc-stated: by all). There a document of two members counts once, as an author between them does. `none` is known and
-- in no bloc.
CREATE TABLE tally_sum (
  series smallint NOT NULL,
  starts date NOT NULL,
  key text,
  checked bigint,
  stated bigint,
  documents int NOT NULL,
  authorships int NOT NULL,
  complete float8 NOT NULL,
  fractional float8 NOT NULL,
  straight float8 NOT NULL,
  straight_documents int NOT NULL,
  straight_authorships int NOT NULL,
  stating_affiliation int,
  resolved float8,
  with_country float8
);
CREATE INDEX tally_read ON tally_sum (series, starts);

CREATE VIEW tally AS
SELECT s.span, t.starts, s.rule, s.body, s.kind, s.dimension, t.key, t.checked, t.stated, t.documents, t.authorships,
       t.complete, t.fractional, t.straight, t.straight_documents, t.straight_authorships, t.stating_affiliation,
       t.resolved, t.with_country
FROM tally_sum t JOIN series s ON s.id = t.series;

-- On how many documents of a year, and of all years, two organisations or countries are named together, under each rule.
-- `named` is how many a document names: of 2 or more every pair has a row, 1 is one alone and 0 nobody known. Keys that are
-- no one organisation or country are nobody, who is written ''.
CREATE TABLE pair_count (
  series smallint NOT NULL,
  starts date NOT NULL,
  named smallint NOT NULL,
  one text NOT NULL,
  two text NOT NULL,
  declared int NOT NULL,
  employer int NOT NULL,
  parent int NOT NULL,
  member int NOT NULL
);
CREATE INDEX pair_read ON pair_count (series, starts);

-- The same once for each rule, of which a reading names one. Nobody is null.
CREATE VIEW pair AS
SELECT 'country' AS dimension, 'declared' AS rule, s.body, s.kind, s.span, p.starts, p.named::int AS named,
       nullif(p.one, '') AS one, nullif(p.two, '') AS two, p.declared AS documents
FROM pair_count p JOIN series s ON s.id = p.series WHERE s.dimension = 'pair of countries' AND p.declared > 0
UNION ALL
SELECT 'country', 'employer', s.body, s.kind, s.span, p.starts, p.named, nullif(p.one, ''), nullif(p.two, ''), p.employer
FROM pair_count p JOIN series s ON s.id = p.series WHERE s.dimension = 'pair of countries' AND p.employer > 0
UNION ALL
SELECT 'country', 'parent', s.body, s.kind, s.span, p.starts, p.named, nullif(p.one, ''), nullif(p.two, ''), p.parent
FROM pair_count p JOIN series s ON s.id = p.series WHERE s.dimension = 'pair of countries' AND p.parent > 0
UNION ALL
SELECT 'country', 'member', s.body, s.kind, s.span, p.starts, p.named, nullif(p.one, ''), nullif(p.two, ''), p.member
FROM pair_count p JOIN series s ON s.id = p.series WHERE s.dimension = 'pair of countries' AND s.body LIKE 'itu%' AND p.member > 0
UNION ALL
SELECT 'organisation', 'employer', s.body, s.kind, s.span, p.starts, p.named, nullif(p.one, ''), nullif(p.two, ''), p.employer
FROM pair_count p JOIN series s ON s.id = p.series WHERE s.dimension = 'pair of organisations' AND p.employer > 0
UNION ALL
SELECT 'organisation', 'parent', s.body, s.kind, s.span, p.starts, p.named, nullif(p.one, ''), nullif(p.two, ''), p.parent
FROM pair_count p JOIN series s ON s.id = p.series WHERE s.dimension = 'pair of organisations' AND p.parent > 0;

-- How many documents the lists show of each meeting, how many of them are uploaded and how many anybody can open.
CREATE TABLE meeting_document (
  kind text NOT NULL,
  meeting_id text NOT NULL,
  listed int NOT NULL,
  uploaded int NOT NULL,
  public int NOT NULL,
  PRIMARY KEY (kind, meeting_id)
);
