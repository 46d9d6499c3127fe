-- Ledger, version 8: what each attempt is about that may be sent, so that another order about the same thing is found: its
-- subject, filed sites and accesses, domains, the customer's account. Certificates and accounts stand there as hashes.
CREATE TABLE claims (
  attempt_id INTEGER NOT NULL REFERENCES attempts (id),
  kind       TEXT NOT NULL,
  value      TEXT NOT NULL,
  PRIMARY KEY (attempt_id, kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_by_value ON claims (kind, value);
-- Of what was sent before, the keys tell.
INSERT OR IGNORE INTO claims (attempt_id, kind, value)
  SELECT k.attempt_id, CASE k.tag WHEN 'Ztid' THEN 'subject' WHEN 'Ztbah' THEN 'subject_number' WHEN 'Jrid' THEN 'access' ELSE 'site' END, k.value
  FROM keys k JOIN attempts a ON a.id = k.attempt_id
  WHERE k.tag IN ('Ztid', 'Ztbah', 'Wzid', 'Wzbah', 'Jrid') AND a.state BETWEEN 8 AND 18;
