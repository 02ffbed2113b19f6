-- The organisation itself: its legal side, its primary contact; locations with an address and a contact, open or closed;
-- and where its people find support.
-- Columns added to a table stand at its end; NULLs are left out of digests, so older digests stay true.

ALTER TABLE organization ADD COLUMN legal_name TEXT;           -- the legal entity
ALTER TABLE organization_history ADD COLUMN legal_name TEXT;
ALTER TABLE organization ADD COLUMN address_line1 TEXT;
ALTER TABLE organization_history ADD COLUMN address_line1 TEXT;
ALTER TABLE organization ADD COLUMN address_line2 TEXT;
ALTER TABLE organization_history ADD COLUMN address_line2 TEXT;
ALTER TABLE organization ADD COLUMN city TEXT;
ALTER TABLE organization_history ADD COLUMN city TEXT;
ALTER TABLE organization ADD COLUMN state_or_province TEXT;
ALTER TABLE organization_history ADD COLUMN state_or_province TEXT;
ALTER TABLE organization ADD COLUMN postal_code TEXT;
ALTER TABLE organization_history ADD COLUMN postal_code TEXT;
ALTER TABLE organization ADD COLUMN country TEXT;              -- ISO 3166-1, two capitals
ALTER TABLE organization_history ADD COLUMN country TEXT;
ALTER TABLE organization ADD COLUMN contact_id INTEGER REFERENCES user (id);  -- the primary contact
ALTER TABLE organization_history ADD COLUMN contact_id INTEGER;

DROP TRIGGER organization_update;
DROP TRIGGER organization_delete;
CREATE TRIGGER organization_update BEFORE UPDATE ON organization
BEGIN
  SELECT raise(ABORT, 'organization: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO organization_history (id, name, partner_id, since, legal_name, address_line1, address_line2, city,
                                    state_or_province, postal_code, country, contact_id, until)
    SELECT OLD.id, OLD.name, OLD.partner_id, OLD.since, OLD.legal_name, OLD.address_line1, OLD.address_line2, OLD.city,
           OLD.state_or_province, OLD.postal_code, OLD.country, OLD.contact_id, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER organization_delete BEFORE DELETE ON organization
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO organization_history (id, name, partner_id, since, legal_name, address_line1, address_line2, city,
                                    state_or_province, postal_code, country, contact_id, until)
    VALUES (OLD.id, OLD.name, OLD.partner_id, OLD.since, OLD.legal_name, OLD.address_line1, OLD.address_line2, OLD.city,
            OLD.state_or_province, OLD.postal_code, OLD.country, OLD.contact_id, (SELECT max(id) FROM change_set));
END;

ALTER TABLE location ADD COLUMN legal_name TEXT;               -- the legal entity, where it is one of its own
ALTER TABLE location_history ADD COLUMN legal_name TEXT;
ALTER TABLE location ADD COLUMN address_line1 TEXT;
ALTER TABLE location_history ADD COLUMN address_line1 TEXT;
ALTER TABLE location ADD COLUMN address_line2 TEXT;
ALTER TABLE location_history ADD COLUMN address_line2 TEXT;
ALTER TABLE location ADD COLUMN city TEXT;
ALTER TABLE location_history ADD COLUMN city TEXT;
ALTER TABLE location ADD COLUMN state_or_province TEXT;
ALTER TABLE location_history ADD COLUMN state_or_province TEXT;
ALTER TABLE location ADD COLUMN postal_code TEXT;
ALTER TABLE location_history ADD COLUMN postal_code TEXT;
ALTER TABLE location ADD COLUMN contact_given_name TEXT;       -- personal data: erased with whoever has contact_email
ALTER TABLE location_history ADD COLUMN contact_given_name TEXT;
ALTER TABLE location ADD COLUMN contact_family_name TEXT;
ALTER TABLE location_history ADD COLUMN contact_family_name TEXT;
ALTER TABLE location ADD COLUMN contact_email TEXT;
ALTER TABLE location_history ADD COLUMN contact_email TEXT;
ALTER TABLE location ADD COLUMN contact_phone TEXT;
ALTER TABLE location_history ADD COLUMN contact_phone TEXT;
ALTER TABLE location ADD COLUMN salt BLOB;                     -- of one with a contact, as of a user; else NULL
ALTER TABLE location_history ADD COLUMN salt BLOB;
ALTER TABLE location ADD COLUMN closed_at INTEGER;             -- from then on nothing new is given for it; NULL: open
ALTER TABLE location_history ADD COLUMN closed_at INTEGER;

DROP TRIGGER location_update;
DROP TRIGGER location_delete;
CREATE TRIGGER location_update BEFORE UPDATE ON location
BEGIN
  SELECT raise(ABORT, 'location: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO location_history (id, partner_id, name, country, parent, since, legal_name, address_line1, address_line2,
                                city, state_or_province, postal_code, contact_given_name, contact_family_name,
                                contact_email, contact_phone, salt, closed_at, until)
    SELECT OLD.id, OLD.partner_id, OLD.name, OLD.country, OLD.parent, OLD.since, OLD.legal_name, OLD.address_line1,
           OLD.address_line2, OLD.city, OLD.state_or_province, OLD.postal_code, OLD.contact_given_name,
           OLD.contact_family_name, OLD.contact_email, OLD.contact_phone, OLD.salt, OLD.closed_at, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER location_delete BEFORE DELETE ON location
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO location_history (id, partner_id, name, country, parent, since, legal_name, address_line1, address_line2,
                                city, state_or_province, postal_code, contact_given_name, contact_family_name,
                                contact_email, contact_phone, salt, closed_at, until)
    VALUES (OLD.id, OLD.partner_id, OLD.name, OLD.country, OLD.parent, OLD.since, OLD.legal_name, OLD.address_line1,
            OLD.address_line2, OLD.city, OLD.state_or_province, OLD.postal_code, OLD.contact_given_name,
            OLD.contact_family_name, OLD.contact_email, OLD.contact_phone, OLD.salt, OLD.closed_at,
            (SELECT max(id) FROM change_set));
END;

-- Whom to turn to outside the organisation's own admins: what was set here, beside and instead of what is shipped.
CREATE TABLE support (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  name  TEXT NOT NULL UNIQUE,
  place TEXT NOT NULL,                             -- a web page, an e-mail address or a telephone number
  note  TEXT,                                      -- what for
  since INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE INDEX support_since ON support (since);

CREATE TABLE support_history (
  id    INTEGER NOT NULL,
  name  TEXT NOT NULL,
  place TEXT NOT NULL,
  note  TEXT,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX support_history_since ON support_history (since);
CREATE INDEX support_history_until ON support_history (until);
CREATE TRIGGER support_insert BEFORE INSERT ON support
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'support: a row without its change-set'); END;
CREATE TRIGGER support_update BEFORE UPDATE ON support
BEGIN
  SELECT raise(ABORT, 'support: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO support_history (id, name, place, note, since, until)
    SELECT OLD.id, OLD.name, OLD.place, OLD.note, OLD.since, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER support_delete BEFORE DELETE ON support
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO support_history (id, name, place, note, since, until)
    VALUES (OLD.id, OLD.name, OLD.place, OLD.note, OLD.since, (SELECT max(id) FROM change_set));
END;
