-- A ledger of :orders orders, a thousand a night, the last on 2026-09-17: nearly all are filed, one in fifty was sent twice,
-- and of the last twenty nights a part is still open. Everything in it is invented.
CREATE TEMP TABLE n (i INTEGER PRIMARY KEY, night INTEGER);
INSERT INTO n WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < :orders) SELECT i, (i - 1) / 1000 + 1 FROM c;
CREATE TEMP TABLE nights (k INTEGER PRIMARY KEY, day TEXT);
INSERT INTO nights SELECT k, date('2026-09-17', (k - last) || ' days')
  FROM (SELECT DISTINCT night AS k FROM n), (SELECT max(night) AS last FROM n);

INSERT INTO bureaus (name, base_sequence, last_sequence) SELECT 'earlier', 0, max(k) FROM nights;
INSERT INTO runs (id, night, command, started) SELECT k, day, 'nightly', day || 'T22:00:00+08:00' FROM nights;
INSERT INTO files (id, name, bureau, family, records, bytes, sha256, state, sequence, built, sent, accepted)
  SELECT k, '330000000001' || replace(day, '-', '') || 'XZBA' || printf('%06d', k) || '.xml', 'earlier', 'XZBA', 1000, 1000000, printf('%064d', k),
    CASE WHEN k > (SELECT max(k) FROM nights) - 20 THEN 'accepted' ELSE 'settled' END, k,
    day || 'T22:01:00+08:00', day || 'T22:02:00+08:00', day || 'T22:03:00+08:00' FROM nights;
INSERT INTO downloads (id, name, sha256, run_id, received, family, records, matched)
  SELECT k, 'answers-' || k || '.xml', printf('%064d', k), k, day || 'T22:30:00+08:00', 'ICP/BAJG', 1000, 1000 FROM nights;

INSERT INTO orders (id, number, attempt) SELECT i, printf('M%08d', i), CASE WHEN i % 50 = 0 THEN 2 ELSE 1 END FROM n;
INSERT INTO attempts (id, order_id, number, kind, content_hash, source_file, source_sheet, source_cell, province, sms, state, opened, changed, uploaded, file_id)
  SELECT i, i, CASE WHEN i % 50 = 0 THEN 2 ELSE 1 END, '首次备案', printf('%064d', i), 'orders.xlsx', '主体', 'A' || (i % 1000 + 2), 330000, 1,
    CASE WHEN night <= (SELECT max(k) FROM nights) - 20 OR i % 3 > 0 THEN 13 WHEN i % 2 = 0 THEN 11 WHEN i % 500 = 3 THEN 15 ELSE 12 END,
    day || 'T22:00:00+08:00', day || 'T22:30:00+08:00', day || 'T22:03:00+08:00', night FROM n JOIN nights ON k = night;
INSERT INTO attempts (id, order_id, number, kind, content_hash, source_file, source_sheet, source_cell, province, sms, state, opened, changed, uploaded, file_id)
  SELECT :orders + i, i, 1, '首次备案', printf('%064d', :orders + i), 'orders.xlsx', '主体', 'A2', 330000, 1, 14,
    day || 'T22:00:00+08:00', day || 'T22:30:00+08:00', day || 'T22:03:00+08:00', night FROM n JOIN nights ON k = max(night - 1, 1) WHERE i % 50 = 0;
INSERT INTO run_orders (run_id, order_id) SELECT night, i FROM n;
INSERT INTO file_orders (file_id, position, attempt_id, records) SELECT night, (i - 1) % 1000, i, 1 FROM n;
INSERT INTO moves (attempt_id, run_id, state, at) SELECT i, night, s.value, day || 'T22:03:00+08:00' FROM n JOIN nights ON k = night, json_each('[0, 7, 8, 9]') s;
INSERT INTO moves (attempt_id, run_id, state, at)
  SELECT a.id, night, a.state, a.changed FROM n JOIN attempts a ON a.order_id = n.i ORDER BY a.id;
INSERT INTO own_ids (id, order_id, object, generation) SELECT 1000000000 + i, i, 'subject', 0 FROM n;
INSERT INTO own_ids (id, order_id, object, generation) SELECT 2000000000 + i, i, 'site[1]', 0 FROM n;
INSERT INTO own_ids (id, order_id, object, generation) SELECT 4000000000 + i, i, 'site[1].access[1]', 0 FROM n;
INSERT INTO keys (attempt_id, object, tag, value) SELECT i, 'site[1]', 'IspWzid', 2000000000 + i FROM n;
INSERT INTO keys (attempt_id, object, tag, value) SELECT i, 'site[1].access[1]', 'IspJrid', 4000000000 + i FROM n;
INSERT INTO keys (attempt_id, object, tag, value) SELECT i, 'subject', 'IspZtid', 1000000000 + i FROM n;
INSERT INTO keys (attempt_id, object, tag, value) SELECT i, 'subject', 'Ztbah', printf('浙ICP备%08d号', i) FROM n;
INSERT INTO claims (attempt_id, kind, value) SELECT i, 'domain', 'd' || i || '.cn' FROM n;
INSERT INTO claims (attempt_id, kind, value) SELECT i, 'subject_number', printf('浙ICP备%08d号', i) FROM n;
INSERT INTO claims (attempt_id, kind, value)
  SELECT i, 'range', printf('%d.%d.%d.%d', (16777216 + i) >> 24, ((16777216 + i) >> 16) & 255, ((16777216 + i) >> 8) & 255, (16777216 + i) & 255) FROM n;
INSERT INTO codes (attempt_id, file_id, download_id, record, object, code, detail) SELECT i, night, night, (i - 1) % 1000 + 1, 'subject', 1001, '' FROM n;
INSERT INTO codes (attempt_id, file_id, download_id, record, object, code, detail)
  SELECT :orders + i, max(night - 1, 1), max(night - 1, 1), 2000 + i % 1000, 'subject', 1003, '' FROM n WHERE i % 50 = 0;
INSERT INTO opinions (attempt_id, file_id, download_id, record, object, approved, words) SELECT i, night, night, 5000 + i % 1000, 'subject', 1, '同意' FROM n WHERE i % 10 = 0;
INSERT INTO findings (attempt_id, position, rule, severity, file, sheet, cell, field, tag, message_zh, message_en, remedy_zh, remedy_en)
  SELECT i, 0, 'docs-colour-clear-valid', 'info', 'orders.xlsx', '附件', 'C7', '文件', '', '图片不清晰', 'the picture is not clear', '', '' FROM n WHERE i % 4 = 0;
INSERT INTO attempt_fields (attempt_id, fields) SELECT a.id, '[{"field":"主办单位名称","shown":"杭**","hash":"00","place":"A2"}]'
  FROM n JOIN attempts a ON a.id = i WHERE a.state <> 13;
INSERT INTO records (kind, id, parent, own_id, number, carrier, search, state, fields, seen, changed)
  SELECT 'subject', 7000000 + i, 0, 1000000000 + i, printf('浙ICP备%08d号', i), 330000000001, printf('91%016d', i), 'filed',
    '{"Zt_xx/Dwmc":["杭州' || i || '商行"]}', night, day || 'T22:30:00+08:00' FROM n JOIN nights ON k = night;
INSERT INTO records (kind, id, parent, own_id, number, carrier, search, state, fields, seen, changed)
  SELECT 'site', 7000000 + i, 7000000 + i, 2000000000 + i, printf('浙ICP备%08d号-1', i), 330000000001, NULL, 'filed',
    '{"Wz_xx/Wzmc":["网站' || i || '"]}', night, day || 'T22:30:00+08:00' FROM n JOIN nights ON k = night;
INSERT INTO records (kind, id, parent, own_id, number, carrier, search, state, fields, seen, changed)
  SELECT 'domain', 7000000 + i, 7000000 + i, NULL, NULL, 330000000001, 'd' || i || '.cn', 'filed', '{"Wz_xx/Ymxx/Ym":["d' || i || '.cn"]}', night,
    day || 'T22:30:00+08:00' FROM n JOIN nights ON k = night;
INSERT INTO records (kind, id, parent, own_id, number, carrier, search, state, fields, seen, changed)
  SELECT 'access', 7000000 + i, 7000000 + i, 4000000000 + i, NULL, 330000000001, NULL, 'filed', '{}', night, day || 'T22:30:00+08:00'
    FROM n JOIN nights ON k = night;
INSERT INTO records (kind, id, parent, own_id, number, carrier, search, state, fields, seen, changed)
  SELECT 'ip', 7000000 + i, 7000000 + i, NULL, NULL, 330000000001, NULL, 'filed',
    '{"Wz_xx/Jr_xx/Ip_xx/Qsip":["' || (16777216 + i) || '"],"Wz_xx/Jr_xx/Ip_xx/Zzip":["' || (16777216 + i) || '"]}', night,
    day || 'T22:30:00+08:00' FROM n JOIN nights ON k = night;
