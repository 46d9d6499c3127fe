-- The practice bureau's memory. Fragments are XML in UTF-8, as they go into a BASJ.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;

CREATE TABLE IF NOT EXISTS counter (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every upload that was taken, as it was sent.
CREATE TABLE IF NOT EXISTS upload (
    sequence INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    info     TEXT NOT NULL,
    hash     TEXT NOT NULL,
    encrypt  INTEGER NOT NULL
) STRICT;

-- Answer files, delivered one by one from the day they are due, each until it is acknowledged.
CREATE TABLE IF NOT EXISTS delivery (
    id           INTEGER PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE,
    due          TEXT NOT NULL,
    zip          BLOB NOT NULL,
    acknowledged INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE IF NOT EXISTS subject (
    id                 INTEGER PRIMARY KEY,
    number             TEXT NOT NULL UNIQUE,
    certificate_type   TEXT,
    certificate_number TEXT,
    sites              INTEGER NOT NULL DEFAULT 0,
    fragment           TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS site (
    id       INTEGER PRIMARY KEY,
    subject  INTEGER NOT NULL REFERENCES subject,
    number   TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL,
    -- What stands in Wz_xx before Jr_xx, the accesses, and what stands after them.
    head     TEXT NOT NULL,
    accesses TEXT NOT NULL,
    tail     TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS domain (
    name TEXT NOT NULL,
    site INTEGER NOT NULL REFERENCES site
) STRICT;
CREATE INDEX IF NOT EXISTS domain_by_name ON domain (name);

-- Reported IP ranges, by the list of results that answers them: Lyjg, Fpjg, Gbjs, Zdip.
CREATE TABLE IF NOT EXISTS ip_range (
    id    INTEGER PRIMARY KEY,
    list  TEXT NOT NULL,
    first INTEGER NOT NULL,
    last  INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS ip_range_by_first ON ip_range (list, first);

CREATE TABLE IF NOT EXISTS domain_report (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS domain_report_by_name ON domain_report (name);

-- Cancelled records, by what a cancellation calls them: 0 subject, 1 site, 2 access.
CREATE TABLE IF NOT EXISTS cancelled (
    category INTEGER NOT NULL,
    id       INTEGER NOT NULL,
    PRIMARY KEY (category, id)
) STRICT, WITHOUT ROWID;
