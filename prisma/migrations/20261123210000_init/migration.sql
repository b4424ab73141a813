-- CreateTable
CREATE TABLE "country" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT,

    CONSTRAINT "country_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "country" TEXT,
    "international" BOOLEAN NOT NULL DEFAULT false,
    "source" TEXT NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organisation_name" (
    "spelling" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT,
    "why" TEXT NOT NULL,

    CONSTRAINT "organisation_name_pkey" PRIMARY KEY ("spelling","country")
);

-- CreateTable
CREATE TABLE "ownership" (
    "child" TEXT NOT NULL,
    "parent" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT,
    "source" TEXT NOT NULL,
    "note" TEXT NOT NULL,

    CONSTRAINT "ownership_pkey" PRIMARY KEY ("child","parent","from")
);

-- CreateTable
CREATE TABLE "ultimate_parent" (
    "child" TEXT NOT NULL,
    "parent" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,

    CONSTRAINT "ultimate_parent_pkey" PRIMARY KEY ("child","from")
);

-- CreateTable
CREATE TABLE "group" (
    "id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "acronym" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parent" TEXT,
    "page_id" INTEGER,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document" (
    "id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" INTEGER,
    "title" TEXT NOT NULL,
    "published" DATE,
    "published_precision" TEXT,
    "stage" TEXT NOT NULL,
    "status" TEXT,
    "publication_status" TEXT,
    "stream" TEXT,
    "group_id" TEXT,
    "area" TEXT,
    "doi" TEXT,
    "pages" INTEGER,
    "draft" TEXT,
    "index_hash" TEXT,
    "index_page_id" INTEGER,
    "text_page_id" INTEGER,
    "notes" TEXT,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relation" (
    "source_id" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "page_id" INTEGER,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "relation_pkey" PRIMARY KEY ("source_id","target_id","type")
);

-- CreateTable
CREATE TABLE "authorship" (
    "document_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "is_organisation" BOOLEAN NOT NULL DEFAULT false,
    "affiliation" TEXT,
    "affiliation_in_address" TEXT,
    "country_text" TEXT,
    "country" TEXT,
    "name_line" INTEGER,
    "affiliation_line" INTEGER,
    "country_line" INTEGER,
    "page_id" INTEGER,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "authorship_pkey" PRIMARY KEY ("document_id","position")
);

-- CreateTable
CREATE TABLE "authorship_organisation" (
    "document_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "part" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "organisation_id" TEXT,
    "kind" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "authorship_organisation_pkey" PRIMARY KEY ("document_id","position","part")
);

-- CreateTable
CREATE TABLE "page" (
    "id" SERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,
    "status" INTEGER NOT NULL,
    "content_type" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "original_hash" TEXT NOT NULL,
    "etag" TEXT,
    "last_modified" TEXT,
    "warc_file" TEXT,
    "warc_offset" BIGINT,
    "warc_length" INTEGER,

    CONSTRAINT "page_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run" (
    "id" SERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "baseline" BOOLEAN NOT NULL DEFAULT false,
    "as_of" DATE,
    "message" TEXT,
    "pages" INTEGER NOT NULL DEFAULT 0,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "unresolved" INTEGER NOT NULL DEFAULT 0,
    "seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "counts" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "change" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "run_id" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "record_type" TEXT NOT NULL,
    "record_key" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "page_id" INTEGER,

    CONSTRAINT "change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "figure" (
    "hash" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "content" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "figure_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "organisation_name_organisation_id_idx" ON "organisation_name"("organisation_id");

-- CreateIndex
CREATE INDEX "document_group_id_idx" ON "document"("group_id");

-- CreateIndex
CREATE INDEX "document_kind_number_idx" ON "document"("kind", "number");

-- CreateIndex
CREATE INDEX "relation_target_id_idx" ON "relation"("target_id");

-- CreateIndex
CREATE INDEX "authorship_organisation_organisation_id_idx" ON "authorship_organisation"("organisation_id");

-- CreateIndex
CREATE INDEX "page_source_url_idx" ON "page"("source", "url");

-- CreateIndex
CREATE UNIQUE INDEX "page_url_content_hash_key" ON "page"("url", "content_hash");

-- CreateIndex
CREATE INDEX "run_source_started_at_idx" ON "run"("source", "started_at");

-- CreateIndex
CREATE INDEX "change_at_idx" ON "change"("at");

-- CreateIndex
CREATE INDEX "change_record_type_record_key_idx" ON "change"("record_type", "record_key");
