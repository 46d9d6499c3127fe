-- Ledger, version 5: what a report of IP ranges or domains does with its records (新增, 修改, 删除); the bureau's answers say it,
-- and without it a change and a deletion of one record could not be told apart.
ALTER TABLE attempts ADD COLUMN operation TEXT;
