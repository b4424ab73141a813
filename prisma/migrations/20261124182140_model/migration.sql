-- AlterTable
ALTER TABLE "authorship" ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'ietf-rfcs';

-- AlterTable
ALTER TABLE "authorship_organisation" ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'ietf-rfcs';

-- AlterTable
ALTER TABLE "document" ADD COLUMN     "abstract" TEXT,
ADD COLUMN     "approval_process" TEXT,
ADD COLUMN     "expires" DATE,
ADD COLUMN     "last_submitted" DATE,
ADD COLUMN     "meeting_id" TEXT,
ADD COLUMN     "questions" TEXT,
ADD COLUMN     "rev" TEXT,
ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'ietf-rfcs',
ADD COLUMN     "study_period" INTEGER,
ADD COLUMN     "submitted" DATE,
ADD COLUMN     "url" TEXT,
ADD COLUMN     "visibility" TEXT,
ADD COLUMN     "work_id" TEXT;

-- AlterTable
ALTER TABLE "group" ADD COLUMN     "from" DATE,
ADD COLUMN     "number" INTEGER,
ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'ietf-rfcs',
ADD COLUMN     "state" TEXT,
ADD COLUMN     "to" DATE;

-- AlterTable
ALTER TABLE "relation" ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'ietf-rfcs';

-- Until now every row came from one source.
ALTER TABLE "authorship" ALTER COLUMN "source" DROP DEFAULT;
ALTER TABLE "authorship_organisation" ALTER COLUMN "source" DROP DEFAULT;
ALTER TABLE "document" ALTER COLUMN "source" DROP DEFAULT;
ALTER TABLE "group" ALTER COLUMN "source" DROP DEFAULT;
ALTER TABLE "relation" ALTER COLUMN "source" DROP DEFAULT;

-- CreateTable
CREATE TABLE "authorship_person" (
    "document_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "person_id" TEXT,
    "name" TEXT NOT NULL,
    "affiliation" TEXT,
    "country_text" TEXT,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "authorship_person_pkey" PRIMARY KEY ("document_id","position")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revision" (
    "document_id" TEXT NOT NULL,
    "rev" TEXT NOT NULL,
    "submitted" DATE,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "revision_pkey" PRIMARY KEY ("document_id","rev")
);

-- CreateTable
CREATE TABLE "document_event" (
    "id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "at" DATE NOT NULL,
    "text" TEXT,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "document_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tenure" (
    "id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "part" TEXT,
    "person_id" TEXT,
    "person_name" TEXT NOT NULL,
    "organisation_text" TEXT,
    "organisation_id" TEXT,
    "country_text" TEXT,
    "country" TEXT,
    "affiliation_document_id" TEXT,
    "region" TEXT,
    "from" DATE,
    "from_basis" TEXT,
    "to" DATE,
    "to_basis" TEXT,
    "evidence" TEXT NOT NULL,
    "source_url" TEXT,
    "is_sample" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "tenure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting" (
    "id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "group_id" TEXT,
    "number" TEXT,
    "name" TEXT NOT NULL,
    "from" DATE,
    "to" DATE,
    "city" TEXT,
    "country" TEXT,
    "url" TEXT,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting_count" (
    "meeting_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "source_url" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    "sentence" TEXT,
    "evidence" TEXT NOT NULL,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "meeting_count_pkey" PRIMARY KEY ("meeting_id","what","source_url")
);

-- CreateTable
CREATE TABLE "attendance" (
    "meeting_id" TEXT NOT NULL,
    "organisation_text" TEXT NOT NULL,
    "country_text" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "organisation_id" TEXT,
    "country" TEXT,
    "count" INTEGER NOT NULL,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "attendance_pkey" PRIMARY KEY ("meeting_id","organisation_text","country_text","mode")
);

-- CreateTable
CREATE TABLE "liaison" (
    "document_id" TEXT NOT NULL,
    "from_groups" TEXT NOT NULL,
    "to_groups" TEXT NOT NULL,
    "purpose" TEXT,
    "deadline" DATE,
    "posted" DATE,
    "state" TEXT,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "liaison_pkey" PRIMARY KEY ("document_id")
);

-- CreateTable
CREATE TABLE "bloc" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "bloc_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bloc_membership" (
    "bloc_id" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,
    "checked" BOOLEAN NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "bloc_membership_pkey" PRIMARY KEY ("bloc_id","country","from")
);

-- CreateIndex
CREATE INDEX "authorship_person_person_id_idx" ON "authorship_person"("person_id");

-- CreateIndex
CREATE INDEX "document_event_document_id_idx" ON "document_event"("document_id");

-- CreateIndex
CREATE INDEX "tenure_group_id_idx" ON "tenure"("group_id");

-- CreateIndex
CREATE INDEX "tenure_person_id_idx" ON "tenure"("person_id");

-- CreateIndex
CREATE INDEX "meeting_body_from_idx" ON "meeting"("body", "from");

-- CreateIndex
CREATE INDEX "document_meeting_id_idx" ON "document"("meeting_id");

-- CreateIndex
CREATE INDEX "document_work_id_idx" ON "document"("work_id");
