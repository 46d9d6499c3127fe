-- Ledger, version 10: what a reconciliation asks, answered at once also by a large ledger, and what a bureau has told of
-- its own count.
ALTER TABLE bureaus ADD COLUMN told_sequence INTEGER;
ALTER TABLE bureaus ADD COLUMN told TEXT;

-- Which records are filed, by what they belong to: a subject without sites, a site without accesses.
CREATE INDEX records_filed ON records (kind, parent) WHERE state = 'filed';
CREATE INDEX records_with_wrong_password ON records (id) WHERE password = 'wrong';
CREATE INDEX records_changed ON records (changed);

-- The names by which people ask for a filing.
CREATE INDEX records_by_site_name ON records (json_extract(fields, '$."Wz_xx/Wzmc"[0]')) WHERE kind = 'site';
CREATE INDEX records_by_subject_name ON records (json_extract(fields, '$."Zt_xx/Dwmc"[0]')) WHERE kind = 'subject';

CREATE INDEX downloads_by_run ON downloads (run_id);
CREATE INDEX run_orders_by_order ON run_orders (order_id);
