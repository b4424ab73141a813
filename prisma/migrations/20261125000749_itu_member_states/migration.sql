-- CreateTable
CREATE TABLE "member_state" (
    "symbol" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "country" TEXT,
    "region" TEXT,
    "entered" DATE,
    "page_id" INTEGER,
    "source" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_state_pkey" PRIMARY KEY ("symbol")
);

-- CreateIndex
CREATE INDEX "member_state_country_idx" ON "member_state"("country");
