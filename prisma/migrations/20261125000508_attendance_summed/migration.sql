-- AlterTable
ALTER TABLE "attendance" ADD COLUMN     "folded" BOOLEAN,
ADD COLUMN     "summed_by" TEXT;
