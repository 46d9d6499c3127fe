-- Ledger, version 12: counts over the whole ledger, and the latest night, without a walk through all orders.

-- Few orders have more than one attempt; what was replaced is counted through them.
CREATE INDEX orders_mended ON orders (id) WHERE attempt > 1;
CREATE INDEX codes_by_download ON codes (download_id, code);
