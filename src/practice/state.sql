-- The practice bureau's memory. Fragments are XML in UTF-8, as they go into a BASJ. Days are written YYYY-MM-DD.
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

-- Files that were judged, by name and MD5 of the document. One that is sent again, because its number was lost here, is
-- not judged twice.
CREATE TABLE IF NOT EXISTS judged (
    name     TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (name, document)
) STRICT, WITHOUT ROWID;

-- Answer files, delivered one by one from the day they are due, each until it is acknowledged; acknowledgements are
-- counted.
CREATE TABLE IF NOT EXISTS delivery (
    id           INTEGER PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE,
    due          TEXT NOT NULL,
    zip          BLOB NOT NULL,
    acknowledged INTEGER NOT NULL DEFAULT 0
) STRICT;

-- `imagined`: an order referred to it and it was never filed here. `changing`: another carrier's change is under review.
CREATE TABLE IF NOT EXISTS subject (
    id                 INTEGER PRIMARY KEY,
    number             TEXT NOT NULL UNIQUE,
    certificate_type   TEXT,
    certificate_number TEXT,
    province           TEXT,
    -- MD5 in hex, where it is known.
    password           TEXT,
    sites              INTEGER NOT NULL DEFAULT 0,
    fragment           TEXT NOT NULL,
    since              TEXT NOT NULL,
    imagined           INTEGER NOT NULL DEFAULT 0,
    changing           INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS subject_by_certificate ON subject (certificate_number, certificate_type);

CREATE TABLE IF NOT EXISTS site (
    id       INTEGER PRIMARY KEY,
    subject  INTEGER NOT NULL REFERENCES subject,
    number   TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL,
    -- What stands in Wz_xx before Ym_xx, and what stands after Jr_xx.
    head     TEXT NOT NULL,
    tail     TEXT NOT NULL,
    since    TEXT NOT NULL,
    imagined INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS site_by_subject ON site (subject);
CREATE INDEX IF NOT EXISTS site_by_name ON site (name);

-- A site may have several.
CREATE TABLE IF NOT EXISTS homepage (
    address TEXT NOT NULL,
    site    INTEGER NOT NULL REFERENCES site
) STRICT;
CREATE INDEX IF NOT EXISTS homepage_by_address ON homepage (address);
CREATE INDEX IF NOT EXISTS homepage_by_site ON homepage (site);

CREATE TABLE IF NOT EXISTS domain (
    id   INTEGER PRIMARY KEY,
    own  TEXT,
    name TEXT NOT NULL,
    site INTEGER NOT NULL REFERENCES site
) STRICT;
CREATE INDEX IF NOT EXISTS domain_by_name ON domain (name);
CREATE INDEX IF NOT EXISTS domain_by_site ON domain (site);

-- `content` is Wzfb and Wzjrfs.
CREATE TABLE IF NOT EXISTS access (
    id      INTEGER PRIMARY KEY,
    own     TEXT,
    site    INTEGER NOT NULL REFERENCES site,
    carrier INTEGER NOT NULL,
    content TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS access_by_site ON access (site);

CREATE TABLE IF NOT EXISTS access_range (
    id     INTEGER PRIMARY KEY,
    own    TEXT,
    access INTEGER NOT NULL REFERENCES access,
    first  INTEGER NOT NULL,
    last   INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS access_range_by_access ON access_range (access);

-- The carrier's own ids that were filed here or are under review, by tag.
CREATE TABLE IF NOT EXISTS own_id (
    tag TEXT NOT NULL,
    id  TEXT NOT NULL,
    PRIMARY KEY (tag, id)
) STRICT, WITHOUT ROWID;

-- What is under review: until before a day, or without end.
CREATE TABLE IF NOT EXISTS review (
    what  TEXT NOT NULL,
    until TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS review_by_what ON review (what);

-- Unfiled sites of which it was reported what was done about them.
CREATE TABLE IF NOT EXISTS handled (
    domain  TEXT NOT NULL,
    address INTEGER NOT NULL,
    PRIMARY KEY (domain, address)
) STRICT, WITHOUT ROWID;

-- Reported IP ranges, by the list of results that answers them: Lyjg, Fpjg, Gbjs, Zdip. `fragment` is what follows Zzip.
CREATE TABLE IF NOT EXISTS ip_range (
    id       INTEGER PRIMARY KEY,
    own      INTEGER,
    carrier  INTEGER NOT NULL,
    list     TEXT NOT NULL,
    first    INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    before   TEXT NOT NULL,
    fragment TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS ip_range_by_first ON ip_range (list, first);

CREATE TABLE IF NOT EXISTS domain_report (
    id       INTEGER PRIMARY KEY,
    own      INTEGER,
    name     TEXT NOT NULL,
    fragment TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS domain_report_by_name ON domain_report (name);

-- Cancelled records, by what a cancellation calls them: 0 subject, 1 site, 2 access; and the day on which they end.
CREATE TABLE IF NOT EXISTS cancelled (
    category INTEGER NOT NULL,
    id       INTEGER NOT NULL,
    since    TEXT NOT NULL,
    PRIMARY KEY (category, id)
) STRICT, WITHOUT ROWID;
