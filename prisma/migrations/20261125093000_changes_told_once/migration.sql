-- AlterTable
ALTER TABLE "change" ADD COLUMN "told_by" BIGINT;

-- CreateIndex
CREATE INDEX "change_run_id_idx" ON "change"("run_id");

-- CreateIndex
CREATE INDEX "change_told_by_idx" ON "change"("told_by");
