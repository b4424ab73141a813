-- CreateTable
CREATE TABLE "tenure_affiliation" (
    "tenure_id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "document_day" DATE NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE NOT NULL,
    "organisation_text" TEXT NOT NULL,
    "organisation_id" TEXT,
    "country_text" TEXT,
    "country" TEXT,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "tenure_affiliation_pkey" PRIMARY KEY ("tenure_id","document_id")
);

-- CreateIndex
CREATE INDEX "tenure_affiliation_document_id_idx" ON "tenure_affiliation"("document_id");

-- CreateIndex
CREATE INDEX "tenure_affiliation_organisation_id_idx" ON "tenure_affiliation"("organisation_id");

-- What the next reading of the rosters would find in the documents that are here, so that it finds no news.
INSERT INTO "tenure_affiliation" ("tenure_id", "document_id", "position", "document_day", "from", "to",
                                  "organisation_text", "organisation_id", "country_text", "country", "page_id", "source")
WITH "printed" AS (
    SELECT DISTINCT ON (p."person_id", "day") p."person_id", a."document_id", a."position",
           coalesce(d."published", d."last_submitted") AS "day", a."affiliation", a."country_text", a."country", a."page_id"
    FROM "authorship_person" p
    JOIN "authorship" a USING ("document_id", "position")
    JOIN "document" d ON d."id" = a."document_id"
    WHERE p."removed_at" IS NULL AND a."removed_at" IS NULL AND d."removed_at" IS NULL AND a."affiliation" <> ''
      AND coalesce(d."published", d."last_submitted") IS NOT NULL
      AND p."person_id" IN (SELECT "person_id" FROM "tenure" WHERE "source" = 'ietf-roles')
    ORDER BY p."person_id", "day", a."document_id", a."position"
), "beside" AS (
    SELECT *, lag("day") OVER w AS "before", lead("day") OVER w AS "after" FROM "printed"
    WINDOW w AS (PARTITION BY "person_id" ORDER BY "day")
), "near" AS (
    SELECT *, greatest(("day" - interval '1 year')::date, "before" + ("day" - "before") / 2 + 1) AS "first",
           least(("day" + interval '1 year')::date + 1, "day" + ("after" - "day") / 2 + 1) AS "end"
    FROM "beside"
)
SELECT t."id", n."document_id", n."position", n."day", greatest(coalesce(t."from", t."to" - 1), n."first"), least(t."to", n."end"),
       n."affiliation", o."organisation_id", n."country_text", n."country", n."page_id", t."source"
FROM "near" n
JOIN "tenure" t ON t."person_id" = n."person_id" AND t."source" = 'ietf-roles' AND t."removed_at" IS NULL
  AND greatest(coalesce(t."from", t."to" - 1), n."first") < least(t."to", n."end")
LEFT JOIN LATERAL (
    SELECT CASE WHEN count(*) = 1 THEN min(part."organisation_id") END AS "organisation_id"
    FROM "authorship_organisation" part
    WHERE part."document_id" = n."document_id" AND part."position" = n."position" AND part."removed_at" IS NULL
) o ON true;

-- A post of the Datatracker has no affiliation of its own any more: it had one for all its days.
UPDATE "tenure" SET "organisation_text" = NULL, "organisation_id" = NULL, "country_text" = NULL, "country" = NULL
WHERE "source" = 'ietf-roles';

-- AlterTable
ALTER TABLE "tenure" DROP COLUMN "affiliation_document_id";
