-- CreateIndex
CREATE INDEX "document_provisional_name_trgm" ON "document" USING GIN ("provisional_name" gin_trgm_ops);
