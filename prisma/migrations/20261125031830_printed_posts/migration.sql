-- CreateTable
CREATE TABLE "printed_post" (
    "document_id" TEXT NOT NULL,
    "list" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "group_id" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "person_name" TEXT NOT NULL,
    "words" TEXT,
    "organisation_text" TEXT,
    "time_text" TEXT NOT NULL,
    "as_of" DATE,
    "as_of_document_id" TEXT,
    "line" INTEGER,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "printed_post_pkey" PRIMARY KEY ("document_id","list","position")
);

-- CreateIndex
CREATE INDEX "printed_post_group_id_as_of_idx" ON "printed_post"("group_id", "as_of");
