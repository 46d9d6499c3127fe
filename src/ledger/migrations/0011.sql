-- Ledger, version 11: when a bureau said "not now" (15, 20, 901, 902), so that the budget of such answers survives the end of a
-- run. Only what is younger than a day is kept.
CREATE TABLE deferrals (
  id        INTEGER PRIMARY KEY,
  bureau    TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('send', 'fetch')),
  code      INTEGER NOT NULL,
  at        TEXT NOT NULL
) STRICT;
CREATE INDEX deferrals_by_bureau ON deferrals (bureau, direction, at);
