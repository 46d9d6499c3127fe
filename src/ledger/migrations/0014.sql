-- Ledger, version 14: what a broken answer file left waiting for a person is settled by the same file when it comes whole.

-- The whole file of this name that came afterwards.
ALTER TABLE kept_answers ADD COLUMN superseded_by INTEGER REFERENCES downloads (id);
