-- CreateIndex
CREATE INDEX "document_id_trgm" ON "document" USING GIN ("id" gin_trgm_ops);
