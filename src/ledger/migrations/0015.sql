-- Ledger, version 15: what is filed for an address is found without a look at every range, by their first and last addresses.
CREATE INDEX records_by_address ON records (CAST(json_extract(fields, '$."Wz_xx/Jr_xx/Ip_xx/Qsip"[0]') AS INTEGER),
    CAST(json_extract(fields, '$."Wz_xx/Jr_xx/Ip_xx/Zzip"[0]') AS INTEGER)) WHERE kind = 'ip';
