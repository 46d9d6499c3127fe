-- Ledger, version 2: the bureau's records as it last published them, so that a change can be filled up, a cancellation
-- can be written from a filing number, and a full copy can be held against what is known.

-- One object of a filing: subject, site, domain, access or IP range. parent is the subject of a site, the site of a domain
-- or an access, the access of a range. fields is a JSON object: element path in a new filing's record to a list of values.
CREATE TABLE records (
  kind     TEXT NOT NULL,
  id       INTEGER NOT NULL,
  parent   INTEGER NOT NULL,
  own_id   INTEGER,
  number   TEXT,
  carrier  INTEGER,
  -- What people look it up by: a subject's certificate number, a domain's name in lower-case ASCII.
  search   TEXT,
  state    TEXT NOT NULL CHECK (state IN ('filed', 'cancelled', 'missing')),
  password TEXT NOT NULL DEFAULT 'unknown' CHECK (password IN ('unknown', 'issued', 'wrong')),
  fields   TEXT NOT NULL,
  -- The answer files that published it last, and the last full copy that held it.
  seen     INTEGER NOT NULL REFERENCES downloads (id),
  copied   INTEGER REFERENCES downloads (id),
  changed  TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX records_by_parent ON records (kind, parent);
CREATE INDEX records_by_number ON records (number) WHERE number IS NOT NULL;
CREATE INDEX records_by_search ON records (search) WHERE search IS NOT NULL;
CREATE INDEX records_by_own_id ON records (own_id) WHERE own_id IS NOT NULL;

-- Scans that came with published pre-approvals; the records name them by their hash.
CREATE TABLE scans (
  sha256 TEXT PRIMARY KEY,
  bytes  BLOB NOT NULL
) STRICT, WITHOUT ROWID;
