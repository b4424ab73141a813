-- AlterTable
ALTER TABLE "page" ADD COLUMN     "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE "page" SET "seen_at" = "fetched_at";
