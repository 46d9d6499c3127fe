-- Ledger, version 1. Times are RFC 3339 in UTC+8, days ISO 8601, hashes lower-case hexadecimal digits.

-- One run of the program that changed something; a night is all runs that began on one day.
CREATE TABLE runs (
  id      INTEGER PRIMARY KEY,
  night   TEXT NOT NULL,
  command TEXT NOT NULL,
  started TEXT NOT NULL
) STRICT;
CREATE INDEX runs_by_night ON runs (night);

-- base is the number of uploads that the bureau had taken before this ledger began.
CREATE TABLE bureaus (
  name          TEXT PRIMARY KEY,
  base_sequence INTEGER NOT NULL DEFAULT 0 CHECK (base_sequence >= 0),
  last_sequence INTEGER NOT NULL DEFAULT 0 CHECK (last_sequence >= base_sequence)
) STRICT, WITHOUT ROWID;

-- The last number that each kind of counter gave out; a number is never given out twice.
CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE files (
  id            INTEGER PRIMARY KEY,
  name          TEXT NOT NULL UNIQUE COLLATE NOCASE,
  bureau        TEXT NOT NULL REFERENCES bureaus (name),
  family        TEXT NOT NULL,
  records       INTEGER NOT NULL CHECK (records > 0),
  bytes         INTEGER NOT NULL CHECK (bytes > 0),
  sha256        TEXT NOT NULL,
  state         TEXT NOT NULL,
  sequence      INTEGER CHECK (sequence > 0),
  envelope_hash TEXT,
  built         TEXT NOT NULL,
  sent          TEXT,
  accepted      TEXT,
  last_code     INTEGER,
  last_message  TEXT,
  reason        TEXT,
  CHECK ((state = 'built') = (sequence IS NULL)),
  UNIQUE (bureau, sequence)
) STRICT;
-- One upload at a time, and none while the outcome of another is unknown.
CREATE UNIQUE INDEX one_open_upload ON files (bureau) WHERE state IN ('sending', 'unknown');

CREATE TABLE orders (
  id      INTEGER PRIMARY KEY,
  number  TEXT NOT NULL UNIQUE,
  attempt INTEGER NOT NULL CHECK (attempt > 0)
) STRICT;

-- One content of an order. orders.attempt names the latest.
CREATE TABLE attempts (
  id           INTEGER PRIMARY KEY,
  order_id     INTEGER NOT NULL REFERENCES orders (id),
  number       INTEGER NOT NULL CHECK (number > 0),
  kind         TEXT,
  content_hash TEXT NOT NULL,
  source_file  TEXT NOT NULL,
  source_sheet TEXT,
  source_cell  TEXT NOT NULL,
  province     INTEGER,
  sms          INTEGER NOT NULL CHECK (sms IN (0, 1)),
  state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 20),
  note_zh      TEXT,
  note_en      TEXT,
  opened       TEXT NOT NULL,
  changed      TEXT NOT NULL,
  uploaded     TEXT,
  file_id      INTEGER REFERENCES files (id),
  UNIQUE (order_id, number)
) STRICT;
CREATE INDEX attempts_by_state ON attempts (state);
CREATE INDEX attempts_by_file ON attempts (file_id);

CREATE TABLE file_orders (
  file_id    INTEGER NOT NULL REFERENCES files (id),
  position   INTEGER NOT NULL,
  attempt_id INTEGER NOT NULL REFERENCES attempts (id),
  records    INTEGER NOT NULL CHECK (records > 0),
  PRIMARY KEY (file_id, position),
  UNIQUE (file_id, attempt_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_orders_by_attempt ON file_orders (attempt_id);

CREATE TABLE run_orders (
  run_id   INTEGER NOT NULL REFERENCES runs (id),
  order_id INTEGER NOT NULL REFERENCES orders (id),
  PRIMARY KEY (run_id, order_id)
) STRICT, WITHOUT ROWID;

-- Every state an attempt has been in, with the run that brought it there.
CREATE TABLE moves (
  id         INTEGER PRIMARY KEY,
  attempt_id INTEGER NOT NULL REFERENCES attempts (id),
  run_id     INTEGER REFERENCES runs (id),
  state      INTEGER NOT NULL,
  note_zh    TEXT,
  note_en    TEXT,
  at         TEXT NOT NULL
) STRICT;
CREATE INDEX moves_by_attempt ON moves (attempt_id);
CREATE INDEX moves_by_run ON moves (run_id);

-- What the checks said about an attempt, or about files and rows of a run that belong to no order; without the values.
CREATE TABLE findings (
  attempt_id INTEGER REFERENCES attempts (id),
  run_id     INTEGER REFERENCES runs (id),
  position   INTEGER NOT NULL,
  order_number TEXT,
  rule       TEXT NOT NULL,
  severity   TEXT NOT NULL,
  code       INTEGER,
  file       TEXT NOT NULL,
  sheet      TEXT,
  cell       TEXT NOT NULL,
  field      TEXT NOT NULL,
  tag        TEXT NOT NULL,
  message_zh TEXT NOT NULL,
  message_en TEXT NOT NULL,
  remedy_zh  TEXT NOT NULL,
  remedy_en  TEXT NOT NULL,
  CHECK ((attempt_id IS NULL) <> (run_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX findings_by_attempt ON findings (attempt_id, position);
CREATE UNIQUE INDEX findings_by_run ON findings (run_id, position);

-- The carrier's ids. A row is for ever; a later generation of an object gets a new id.
CREATE TABLE own_ids (
  id         INTEGER PRIMARY KEY,
  order_id   INTEGER NOT NULL REFERENCES orders (id),
  object     TEXT NOT NULL,
  generation INTEGER NOT NULL,
  UNIQUE (order_id, object, generation)
) STRICT;

-- What an answer can name an attempt by: ids and numbers submitted, and those learned from published records.
CREATE TABLE keys (
  attempt_id INTEGER NOT NULL REFERENCES attempts (id),
  object     TEXT NOT NULL,
  tag        TEXT NOT NULL,
  value      TEXT NOT NULL,
  PRIMARY KEY (attempt_id, object, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX keys_by_value ON keys (tag, value);

-- Answer files taken in. The same name with the same bytes is taken in once.
CREATE TABLE downloads (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL,
  sha256    TEXT NOT NULL,
  run_id    INTEGER REFERENCES runs (id),
  received  TEXT NOT NULL,
  family    TEXT NOT NULL DEFAULT '',
  records   INTEGER NOT NULL DEFAULT 0,
  matched   INTEGER NOT NULL DEFAULT 0,
  unmatched INTEGER NOT NULL DEFAULT 0,
  ambiguous INTEGER NOT NULL DEFAULT 0,
  error     TEXT,
  UNIQUE (name, sha256)
) STRICT;

-- Result codes of an attempt. record tells which codes came together.
CREATE TABLE codes (
  attempt_id  INTEGER NOT NULL REFERENCES attempts (id),
  file_id     INTEGER NOT NULL REFERENCES files (id),
  download_id INTEGER NOT NULL REFERENCES downloads (id),
  record      INTEGER NOT NULL,
  object      TEXT NOT NULL,
  code        INTEGER NOT NULL,
  detail      TEXT NOT NULL,
  PRIMARY KEY (attempt_id, download_id, record, code, detail)
) STRICT, WITHOUT ROWID;

CREATE TABLE opinions (
  attempt_id  INTEGER NOT NULL REFERENCES attempts (id),
  file_id     INTEGER NOT NULL REFERENCES files (id),
  download_id INTEGER NOT NULL REFERENCES downloads (id),
  record      INTEGER NOT NULL,
  object      TEXT NOT NULL,
  approved    INTEGER NOT NULL CHECK (approved IN (0, 1)),
  words       TEXT,
  auditor     TEXT,
  phone       TEXT,
  time        TEXT,
  PRIMARY KEY (attempt_id, download_id, record)
) STRICT, WITHOUT ROWID;

-- Answers, or parts of them, that found no order, too many, or no reader; kept as received.
CREATE TABLE kept_answers (
  id          INTEGER PRIMARY KEY,
  download_id INTEGER NOT NULL REFERENCES downloads (id),
  record      INTEGER NOT NULL,
  reason      TEXT NOT NULL,
  family      TEXT NOT NULL,
  why_zh      TEXT NOT NULL,
  why_en      TEXT NOT NULL,
  raw         TEXT NOT NULL
) STRICT;
CREATE TABLE kept_candidates (
  kept_id    INTEGER NOT NULL REFERENCES kept_answers (id),
  attempt_id INTEGER NOT NULL REFERENCES attempts (id),
  PRIMARY KEY (kept_id, attempt_id)
) STRICT, WITHOUT ROWID;
