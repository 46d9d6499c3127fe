-- Ledger, version 13: a subject without sites and a site without accesses are known without a look at all that is filed.

-- How many filed sites a subject has, how many filed accesses a site.
ALTER TABLE records ADD COLUMN parts INTEGER NOT NULL DEFAULT 0;
UPDATE records SET parts = (SELECT count(*) FROM records p INDEXED BY records_filed
    WHERE p.state = 'filed' AND p.parent = records.id AND p.kind = CASE records.kind WHEN 'subject' THEN 'site' ELSE 'access' END)
  WHERE kind IN ('subject', 'site');
CREATE INDEX records_empty ON records (kind, id) WHERE state = 'filed' AND parts = 0 AND kind IN ('subject', 'site');

CREATE TRIGGER records_whole_inserted AFTER INSERT ON records WHEN NEW.kind IN ('subject', 'site') BEGIN
  UPDATE records SET parts = (SELECT count(*) FROM records p INDEXED BY records_filed
      WHERE p.state = 'filed' AND p.parent = NEW.id AND p.kind = CASE NEW.kind WHEN 'subject' THEN 'site' ELSE 'access' END)
    WHERE kind = NEW.kind AND id = NEW.id;
END;
CREATE TRIGGER records_part_inserted AFTER INSERT ON records WHEN NEW.kind IN ('site', 'access') AND NEW.state = 'filed' BEGIN
  UPDATE records SET parts = parts + 1 WHERE kind = CASE NEW.kind WHEN 'site' THEN 'subject' ELSE 'site' END AND id = NEW.parent;
END;
CREATE TRIGGER records_part_changed AFTER UPDATE OF state, parent ON records
  WHEN NEW.kind IN ('site', 'access') AND (NEW.state <> OLD.state OR NEW.parent <> OLD.parent) BEGIN
  UPDATE records SET parts = parts - (OLD.state = 'filed')
    WHERE kind = CASE OLD.kind WHEN 'site' THEN 'subject' ELSE 'site' END AND id = OLD.parent;
  UPDATE records SET parts = parts + (NEW.state = 'filed')
    WHERE kind = CASE NEW.kind WHEN 'site' THEN 'subject' ELSE 'site' END AND id = NEW.parent;
END;
