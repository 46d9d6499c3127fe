-- Ledger, version 4: when the records of a refused file were held against the schema again, one by one.
ALTER TABLE files ADD COLUMN inspected TEXT;
