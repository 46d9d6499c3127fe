-- Ledger, version 7: what the bureau's lists ask for, its blacklist, its code tables, and where its full copies differ.

-- Work that a list of the bureau asks for. number is the order number that the proposed order has; an order of that number
-- which the bureau has taken does the work.
CREATE TABLE tasks (
  id          INTEGER PRIMARY KEY,
  list        TEXT NOT NULL,
  -- What makes it the same task when the list comes again.
  key         TEXT NOT NULL,
  title_zh    TEXT NOT NULL,
  title_en    TEXT NOT NULL,
  number      TEXT UNIQUE,
  -- The proposed order: a JSON list of rows, each a sheet and its cells.
  rows        TEXT NOT NULL,
  raw         TEXT NOT NULL,
  download_id INTEGER NOT NULL REFERENCES downloads (id),
  opened      TEXT NOT NULL,
  decision_id INTEGER REFERENCES decisions (id)
) STRICT;
CREATE INDEX tasks_by_key ON tasks (list, key);

CREATE TABLE blacklist (
  kind        TEXT NOT NULL CHECK (kind IN ('subject', 'domain', 'site')),
  -- A certificate number, a domain in lower-case ASCII, or a site's name.
  key         TEXT NOT NULL,
  name        TEXT,
  raw         TEXT NOT NULL,
  download_id INTEGER NOT NULL REFERENCES downloads (id),
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

-- The bureau's code tables, each as it came last; a table that is here takes the place of the bundled one.
CREATE TABLE code_rows (
  code_table  TEXT NOT NULL,
  id          INTEGER NOT NULL,
  name        TEXT NOT NULL,
  valid       INTEGER NOT NULL CHECK (valid IN (0, 1)),
  -- What else the row says: a JSON object.
  more        TEXT NOT NULL,
  download_id INTEGER NOT NULL REFERENCES downloads (id),
  PRIMARY KEY (code_table, id)
) STRICT, WITHOUT ROWID;

-- Where the bureau's full copy differed from the ledger. field is empty when the ledger did not know the record at all.
CREATE TABLE differences (
  download_id INTEGER NOT NULL REFERENCES downloads (id),
  kind        TEXT NOT NULL,
  id          INTEGER NOT NULL,
  number      TEXT,
  field       TEXT NOT NULL,
  ours        TEXT,
  theirs      TEXT,
  PRIMARY KEY (download_id, kind, id, field)
) STRICT, WITHOUT ROWID;
