-- Whose account is tied to the organisation's Partner ID, as far as the account does not say it: a member is associated
-- by being one and has a row only once something else was done; a guest is not, without one.

CREATE TABLE association (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id     INTEGER REFERENCES user (id),        -- NULL: an invitation of an address that nobody had
  address     TEXT,                                -- at work; NULL: that of the account
  address_key TEXT,                                -- what makes two of them the same
  state       TEXT NOT NULL CHECK (state IN ('invited', 'requested', 'associated', 'ended')),
  way         TEXT NOT NULL,                       -- how it came to it
  salt        BLOB,                                -- of one with an address, as of a user; else NULL
  since       INTEGER NOT NULL REFERENCES change_set (id),
  CHECK (user_id IS NOT NULL OR address IS NOT NULL)
) STRICT;
CREATE INDEX association_since ON association (since);
CREATE UNIQUE INDEX association_by_user ON association (user_id);
CREATE INDEX association_by_address ON association (address_key) WHERE address_key IS NOT NULL;

CREATE TABLE association_history (
  id          INTEGER NOT NULL,
  user_id     INTEGER,
  address     TEXT,
  address_key TEXT,
  state       TEXT NOT NULL,
  way         TEXT NOT NULL,
  salt        BLOB,
  since       INTEGER NOT NULL,
  until       INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX association_history_since ON association_history (since);
CREATE INDEX association_history_until ON association_history (until);
CREATE INDEX association_history_by_user ON association_history (user_id);
CREATE INDEX association_history_by_address ON association_history (address_key) WHERE address_key IS NOT NULL;
CREATE TRIGGER association_insert BEFORE INSERT ON association
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'association: a row without its change-set'); END;
CREATE TRIGGER association_update BEFORE UPDATE ON association
BEGIN
  SELECT raise(ABORT, 'association: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO association_history (id, user_id, address, address_key, state, way, salt, since, until)
    SELECT OLD.id, OLD.user_id, OLD.address, OLD.address_key, OLD.state, OLD.way, OLD.salt, OLD.since, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER association_delete BEFORE DELETE ON association
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO association_history (id, user_id, address, address_key, state, way, salt, since, until)
    VALUES (OLD.id, OLD.user_id, OLD.address, OLD.address_key, OLD.state, OLD.way, OLD.salt, OLD.since,
            (SELECT max(id) FROM change_set));
END;
