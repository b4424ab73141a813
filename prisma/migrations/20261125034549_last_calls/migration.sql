-- AlterTable
ALTER TABLE "document_event" ADD COLUMN     "until" DATE;
