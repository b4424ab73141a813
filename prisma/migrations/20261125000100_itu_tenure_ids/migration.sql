-- Curated posts of ITU groups take the id that a roster gives the same post, so that the two become one row.
update "tenure" set "id" = regexp_replace("id", '^facts-itu/(.+)/(\d{4})-\d{4}/', 'itu/\1/\2/')
where "source" = 'facts-itu' and "id" ~ '^facts-itu/.+/\d{4}-\d{4}/';
update "change" set "record_key" = regexp_replace("record_key", '^facts-itu/(.+)/(\d{4})-\d{4}/', 'itu/\1/\2/')
where "record_type" = 'tenure' and "record_key" ~ '^facts-itu/.+/\d{4}-\d{4}/';
