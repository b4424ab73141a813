-- CreateTable
CREATE TABLE "revision_author" (
    "document_id" TEXT NOT NULL,
    "rev" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "person_id" TEXT,
    "name" TEXT NOT NULL,
    "affiliation" TEXT,
    "country_text" TEXT,
    "country" TEXT,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "revision_author_pkey" PRIMARY KEY ("document_id","rev","position")
);
