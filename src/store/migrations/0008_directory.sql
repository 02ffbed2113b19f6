-- The directory on the premises: whose entry is whose, and which roles a rule about its groups gave.

-- People who are tied to an entry of the directory: one entry, one person.
CREATE TABLE directory_link (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES user (id),
  anchor  TEXT NOT NULL,                             -- entryUUID or objectGUID, as a UUID in lower case
  fields  TEXT NOT NULL,                             -- of the record, that the directory gives: `name email phone`
  state   TEXT NOT NULL CHECK (state IN ('open', 'closed', 'closed-both')),  -- of the account there
  gone_at INTEGER,                                   -- since when no entry has the anchor; NULL: one has
  salt    BLOB NOT NULL,                             -- keeps the digest of personal data from being guessed
  since   INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE INDEX directory_link_since ON directory_link (since);
CREATE UNIQUE INDEX directory_link_by_user ON directory_link (user_id);
CREATE UNIQUE INDEX directory_link_by_anchor ON directory_link (anchor);

CREATE TABLE directory_link_history (
  id      INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  anchor  TEXT NOT NULL,
  fields  TEXT NOT NULL,
  state   TEXT NOT NULL,
  gone_at INTEGER,
  salt    BLOB NOT NULL,
  since   INTEGER NOT NULL,
  until   INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_link_history_since ON directory_link_history (since);
CREATE INDEX directory_link_history_until ON directory_link_history (until);
CREATE INDEX directory_link_history_by_user ON directory_link_history (user_id);
CREATE TRIGGER directory_link_insert BEFORE INSERT ON directory_link
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'directory_link: a row without its change-set'); END;
CREATE TRIGGER directory_link_update BEFORE UPDATE ON directory_link
BEGIN
  SELECT raise(ABORT, 'directory_link: a row without its change-set')
    WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO directory_link_history (id, user_id, anchor, fields, state, gone_at, salt, since, until)
    SELECT OLD.id, OLD.user_id, OLD.anchor, OLD.fields, OLD.state, OLD.gone_at, OLD.salt, OLD.since, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER directory_link_delete BEFORE DELETE ON directory_link
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO directory_link_history (id, user_id, anchor, fields, state, gone_at, salt, since, until)
    VALUES (OLD.id, OLD.user_id, OLD.anchor, OLD.fields, OLD.state, OLD.gone_at, OLD.salt, OLD.since,
            (SELECT max(id) FROM change_set));
END;

ALTER TABLE assignment ADD COLUMN by_rule INTEGER;    -- 1: a rule about groups of the directory gave it; else NULL
ALTER TABLE assignment_history ADD COLUMN by_rule INTEGER;
CREATE INDEX assignment_by_rule ON assignment (user_id) WHERE by_rule IS NOT NULL;

DROP TRIGGER assignment_update;
DROP TRIGGER assignment_delete;
CREATE TRIGGER assignment_update BEFORE UPDATE ON assignment
BEGIN
  SELECT raise(ABORT, 'assignment: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO assignment_history (id, user_id, role, since, expires_at, granted_in, location_id, starts_at, bundle,
                                  by_rule, until)
    SELECT OLD.id, OLD.user_id, OLD.role, OLD.since, OLD.expires_at, OLD.granted_in, OLD.location_id, OLD.starts_at,
           OLD.bundle, OLD.by_rule, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER assignment_delete BEFORE DELETE ON assignment
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO assignment_history (id, user_id, role, since, expires_at, granted_in, location_id, starts_at, bundle,
                                  by_rule, until)
    VALUES (OLD.id, OLD.user_id, OLD.role, OLD.since, OLD.expires_at, OLD.granted_in, OLD.location_id, OLD.starts_at,
            OLD.bundle, OLD.by_rule, (SELECT max(id) FROM change_set));
END;
