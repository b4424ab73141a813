-- CreateIndex
CREATE INDEX "document_source_kind_idx" ON "document"("source", "kind");

-- How many documents the lists show of each meeting, how many of them are uploaded and how many anybody can open.
CREATE MATERIALIZED VIEW meeting_document AS
SELECT meeting_id, kind, count(*)::int AS listed,
       (count(*) FILTER (WHERE visibility IS DISTINCT FROM 'not-uploaded'))::int AS uploaded,
       (count(*) FILTER (WHERE visibility = 'public'))::int AS public
FROM document
WHERE removed_at IS NULL AND meeting_id IS NOT NULL AND kind <> 'liaison' AND source NOT LIKE 'facts-%'
GROUP BY 1, 2;

CREATE UNIQUE INDEX meeting_document_key ON meeting_document (kind, meeting_id);
