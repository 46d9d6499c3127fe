-- Ledger, version 9: what people decided about uploads whose outcome no question could settle, and how a carrier began
-- that came from another system.
CREATE TABLE settlements (
  id       INTEGER PRIMARY KEY,
  run_id   INTEGER REFERENCES runs (id),
  at       TEXT NOT NULL,
  file_id  INTEGER NOT NULL REFERENCES files (id),
  -- The number that the upload had; when it was not accepted, the next upload has it.
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)),
  reason   TEXT NOT NULL CHECK (reason <> '')
) STRICT;
CREATE INDEX settlements_by_file ON settlements (file_id);

-- The last upload that a bureau had taken from the other system; its number is the bureau's base_sequence.
CREATE TABLE adoptions (
  bureau   TEXT PRIMARY KEY REFERENCES bureaus (name),
  run_id   INTEGER REFERENCES runs (id),
  at       TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence >= 0),
  file     TEXT,
  sha256   TEXT,
  reason   TEXT NOT NULL CHECK (reason <> '')
) STRICT, WITHOUT ROWID;

-- Where a range of own ids begins for this carrier, because another system has given out those below.
CREATE TABLE id_starts (
  tag   TEXT PRIMARY KEY,
  first INTEGER NOT NULL CHECK (first > 0)
) STRICT, WITHOUT ROWID;
