-- CreateTable
CREATE TABLE "published_statement" (
    "id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "on" DATE,
    "on_precision" TEXT,
    "said_by" TEXT NOT NULL,
    "says" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "source_url" TEXT,
    "note" TEXT,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "published_statement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "administration_name" (
    "country" TEXT NOT NULL,
    "announced" DATE NOT NULL,
    "former" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "seat" TEXT NOT NULL,
    "bulletin" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "source_url" TEXT,
    "note" TEXT,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "administration_name_pkey" PRIMARY KEY ("country","announced","former")
);
