-- CreateTable
CREATE TABLE "proposal" (
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "names" JSONB NOT NULL,
    "summary" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "state_as_of" DATE NOT NULL,
    "state_sentence" TEXT NOT NULL,
    "included" JSONB NOT NULL,
    "search" JSONB NOT NULL,
    "beside" JSONB NOT NULL,
    "authors" JSONB NOT NULL,
    "context" JSONB NOT NULL,
    "open" JSONB NOT NULL,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "proposal_event" (
    "id" TEXT NOT NULL,
    "proposal_slug" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "date" DATE NOT NULL,
    "precision" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "group_text" TEXT,
    "document" TEXT,
    "revision" TEXT,
    "title" TEXT NOT NULL,
    "actors" JSONB NOT NULL,
    "what" TEXT NOT NULL,
    "outcome" TEXT,
    "source_url" TEXT,
    "evidence" TEXT NOT NULL,
    "note" TEXT,
    "claims" JSONB NOT NULL,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "proposal_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal_link" (
    "proposal_slug" TEXT NOT NULL,
    "from_id" TEXT NOT NULL,
    "to_id" TEXT NOT NULL,
    "relation" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "claimed_by" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "source_url" TEXT,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "proposal_link_pkey" PRIMARY KEY ("proposal_slug","from_id","to_id","relation")
);

-- CreateTable
CREATE TABLE "candidate" (
    "proposal_slug" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "reasons" JSONB NOT NULL,
    "review" TEXT NOT NULL,
    "review_reason" TEXT,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "run_id" INTEGER NOT NULL,

    CONSTRAINT "candidate_pkey" PRIMARY KEY ("proposal_slug","document_id")
);

-- CreateTable
CREATE TABLE "instance" (
    "letter" TEXT NOT NULL,
    "country_text" TEXT NOT NULL,
    "country" TEXT,
    "town" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,
    "sites" INTEGER NOT NULL,
    "instances" INTEGER NOT NULL,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "instance_pkey" PRIMARY KEY ("letter","country_text","town","from")
);

-- CreateTable
CREATE TABLE "root_operator" (
    "letter" TEXT NOT NULL,
    "operator" TEXT NOT NULL,
    "organisation_id" TEXT,
    "country" TEXT,
    "kind" TEXT,
    "evidence" TEXT NOT NULL,
    "source_url" TEXT,
    "note" TEXT,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "root_operator_pkey" PRIMARY KEY ("letter")
);

-- CreateIndex
CREATE INDEX "proposal_event_proposal_slug_place_idx" ON "proposal_event"("proposal_slug", "place");

-- CreateIndex
CREATE INDEX "proposal_event_document_idx" ON "proposal_event"("document");

-- CreateIndex
CREATE INDEX "candidate_first_seen_idx" ON "candidate"("first_seen");

-- CreateIndex
CREATE INDEX "instance_country_idx" ON "instance"("country");
