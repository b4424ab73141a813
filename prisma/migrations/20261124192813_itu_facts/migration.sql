-- AlterTable
ALTER TABLE "document" ADD COLUMN     "evidence" TEXT;

-- CreateTable
CREATE TABLE "election_vote" (
    "conference" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "round" TEXT NOT NULL,
    "candidate" TEXT NOT NULL,
    "at" DATE NOT NULL,
    "country_text" TEXT NOT NULL,
    "country" TEXT,
    "votes" INTEGER NOT NULL,
    "ballots" INTEGER,
    "elected" BOOLEAN NOT NULL,
    "evidence" TEXT NOT NULL,
    "source_url" TEXT,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "election_vote_pkey" PRIMARY KEY ("conference","post","round","candidate")
);

-- CreateTable
CREATE TABLE "published_count" (
    "id" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "meeting_id" TEXT,
    "from" DATE,
    "to" DATE,
    "what" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "country" TEXT,
    "value" INTEGER NOT NULL,
    "total" INTEGER,
    "definition" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "source_url" TEXT,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "published_count_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "published_count_group_id_meeting_id_idx" ON "published_count"("group_id", "meeting_id");
