-- CreateTable
CREATE TABLE "subscriber" (
    "id" SERIAL NOT NULL,
    "address" TEXT NOT NULL,
    "mailbox" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "quiet" TEXT NOT NULL DEFAULT 'fourth',
    "paused_until" DATE,
    "quiet_weeks" INTEGER NOT NULL DEFAULT 0,
    "bounces" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "subscriber_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscriber_token" (
    "hash" TEXT NOT NULL,
    "subscriber_id" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "choice" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscriber_token_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "follow" (
    "subscriber_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "follow_pkey" PRIMARY KEY ("subscriber_id","kind","subject")
);

-- CreateTable
CREATE TABLE "letter" (
    "id" SERIAL NOT NULL,
    "week" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT,
    "digest" JSONB,
    "html" TEXT,
    "text" TEXT,
    "keys" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" BIGSERIAL NOT NULL,
    "week" TEXT NOT NULL,
    "subscriber_id" INTEGER NOT NULL,
    "letter_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "doubt" BOOLEAN NOT NULL DEFAULT false,
    "next_try" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sending_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "reply" INTEGER,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "told" (
    "subscriber_id" INTEGER NOT NULL,
    "event_key" TEXT NOT NULL,
    "week" TEXT NOT NULL,

    CONSTRAINT "told_pkey" PRIMARY KEY ("subscriber_id","event_key")
);

-- CreateTable
CREATE TABLE "attempt" (
    "key" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("key","hour")
);

-- CreateTable
CREATE TABLE "slot" (
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slot_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "subscriber_mailbox_key" ON "subscriber"("mailbox");

-- CreateIndex
CREATE INDEX "subscriber_state_timezone_idx" ON "subscriber"("state", "timezone");

-- CreateIndex
CREATE INDEX "subscriber_token_subscriber_id_purpose_idx" ON "subscriber_token"("subscriber_id", "purpose");

-- CreateIndex
CREATE INDEX "subscriber_token_expires_at_idx" ON "subscriber_token"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "letter_week_kind_key" ON "letter"("week", "kind");

-- CreateIndex
CREATE INDEX "delivery_week_state_idx" ON "delivery"("week", "state");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_week_subscriber_id_key" ON "delivery"("week", "subscriber_id");

-- CreateIndex
CREATE INDEX "slot_at_idx" ON "slot"("at");

-- AddForeignKey
ALTER TABLE "subscriber_token" ADD CONSTRAINT "subscriber_token_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscriber"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow" ADD CONSTRAINT "follow_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscriber"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscriber"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_letter_id_fkey" FOREIGN KEY ("letter_id") REFERENCES "letter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "told" ADD CONSTRAINT "told_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscriber"("id") ON DELETE CASCADE ON UPDATE CASCADE;
