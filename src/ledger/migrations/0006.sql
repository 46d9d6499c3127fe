-- Ledger, version 6: what each field of an attempt said, masked and as a hash, so that a mended order can be held against
-- the one before; and what people decided, with their reasons.
CREATE TABLE attempt_fields (
  attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id),
  -- A JSON list of objects: field, shown, hash, place.
  fields     TEXT NOT NULL
) STRICT;

CREATE TABLE decisions (
  id         INTEGER PRIMARY KEY,
  run_id     INTEGER REFERENCES runs (id),
  at         TEXT NOT NULL,
  action     TEXT NOT NULL CHECK (action IN ('assign', 'dismiss', 'abandon')),
  reason     TEXT NOT NULL CHECK (reason <> ''),
  attempt_id INTEGER REFERENCES attempts (id),
  kept_id    INTEGER REFERENCES kept_answers (id)
) STRICT;
CREATE INDEX decisions_by_attempt ON decisions (attempt_id);

-- The decision that settled a kept answer.
ALTER TABLE kept_answers ADD COLUMN decision_id INTEGER REFERENCES decisions (id);

-- Answers that a person has set aside for an attempt: their codes and opinions count no more.
CREATE TABLE set_aside (
  attempt_id  INTEGER NOT NULL REFERENCES attempts (id),
  download_id INTEGER NOT NULL REFERENCES downloads (id),
  record      INTEGER NOT NULL,
  decision_id INTEGER NOT NULL REFERENCES decisions (id),
  PRIMARY KEY (attempt_id, download_id, record)
) STRICT, WITHOUT ROWID;
