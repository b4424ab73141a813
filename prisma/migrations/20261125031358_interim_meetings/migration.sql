-- AlterTable
ALTER TABLE "meeting" ADD COLUMN     "kind" TEXT;
