-- Ledger, version 3: whether the outcome of a file's upload was ever unknown. If it arrived all the same, the bureau calls
-- the second upload a repetition, which is no refusal.
ALTER TABLE files ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0 CHECK (doubted IN (0, 1));
UPDATE files SET doubted = 1 WHERE state = 'unknown' OR reason IS NOT NULL;
