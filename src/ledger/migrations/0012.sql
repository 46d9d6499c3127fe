-- Ledger, version 12: nothing that is asked every night walks through all orders, however many there are.

-- Few orders have more than one attempt; what was replaced is counted through them.
CREATE INDEX orders_mended ON orders (id) WHERE attempt > 1;
-- Few orders are reports of IP ranges or domains.
CREATE INDEX attempts_of_reports ON attempts (id) WHERE operation IS NOT NULL;

-- What the bureau said by answer file, for the codes of a night; and by upload, for files that it has not answered at all.
CREATE INDEX codes_by_download ON codes (download_id, code);
CREATE INDEX codes_by_file ON codes (file_id, code);
CREATE INDEX opinions_by_file ON opinions (file_id);
