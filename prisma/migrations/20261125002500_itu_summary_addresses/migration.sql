-- Curated counts of meetings name a summary by one address, whatever it was linked with, so that a reading of the page is one with them.
update "meeting_count" set "source_url" = regexp_replace("source_url", '^https?://(?:www\.|staging\.)?itu\.int/', 'https://www.itu.int/')
where "source" = 'facts-itu' and "source_url" ~ '^https?://(?:www\.|staging\.)?itu\.int/.*(?:exec[-_]sum|results)';
update "change" set "record_key" = regexp_replace("record_key", '#https?://(?:www\.|staging\.)?itu\.int/', '#https://www.itu.int/')
where "record_type" = 'meeting_count' and "record_key" ~ '#https?://(?:www\.|staging\.)?itu\.int/.*(?:exec[-_]sum|results)';
