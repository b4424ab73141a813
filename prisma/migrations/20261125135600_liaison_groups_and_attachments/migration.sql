-- AlterTable
ALTER TABLE "liaison" ADD COLUMN     "attachments" JSONB,
ADD COLUMN     "from_named" JSONB,
ADD COLUMN     "to_named" JSONB;
