-- Trusted since PostgreSQL 13: whoever may create in the database may create it. Counts the letters a name is away.
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
