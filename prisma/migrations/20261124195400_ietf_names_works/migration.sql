-- DropIndex
DROP INDEX "page_source_url_idx";

-- DropIndex
DROP INDEX "page_url_content_hash_key";

-- CreateTable
CREATE TABLE "group_name" (
    "group_id" TEXT NOT NULL,
    "acronym" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "from" DATE,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "group_name_pkey" PRIMARY KEY ("group_id","acronym","name")
);

-- CreateTable
CREATE TABLE "work" (
    "document_id" TEXT NOT NULL,
    "work_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "work_pkey" PRIMARY KEY ("document_id")
);

-- CreateIndex
CREATE INDEX "work_work_id_idx" ON "work"("work_id");

-- CreateIndex
CREATE UNIQUE INDEX "page_source_url_content_hash_key" ON "page"("source", "url", "content_hash");
