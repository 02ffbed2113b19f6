-- Access at any moment: assignments for single locations, with a beginning and the bundle they came by; locations,
-- bundles and requests; and what looking back needs to know of passwords and sign-ins.

-- Where an organisation works. Each has a Partner ID of its own, below the organisation's.
CREATE TABLE location (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  partner_id TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  country    TEXT NOT NULL,                        -- ISO 3166-1, two capitals
  parent     TEXT NOT NULL,                        -- Partner ID of the organisation it belongs to
  since      INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE INDEX location_since ON location (since);

CREATE TABLE location_history (
  id         INTEGER NOT NULL,
  partner_id TEXT NOT NULL,
  name       TEXT NOT NULL,
  country    TEXT NOT NULL,
  parent     TEXT NOT NULL,
  since      INTEGER NOT NULL,
  until      INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX location_history_since ON location_history (since);
CREATE INDEX location_history_until ON location_history (until);
CREATE TRIGGER location_insert BEFORE INSERT ON location
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'location: a row without its change-set'); END;
CREATE TRIGGER location_update BEFORE UPDATE ON location
BEGIN
  SELECT raise(ABORT, 'location: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO location_history (id, partner_id, name, country, parent, since, until)
    SELECT OLD.id, OLD.partner_id, OLD.name, OLD.country, OLD.parent, OLD.since, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER location_delete BEFORE DELETE ON location
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO location_history (id, partner_id, name, country, parent, since, until)
    VALUES (OLD.id, OLD.partner_id, OLD.name, OLD.country, OLD.parent, OLD.since, (SELECT max(id) FROM change_set));
END;

-- Roles that are given together.
CREATE TABLE bundle (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  name    TEXT NOT NULL UNIQUE,
  summary TEXT,
  roles   TEXT NOT NULL,                           -- ids joined with ';', in catalogue order
  since   INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE INDEX bundle_since ON bundle (since);

CREATE TABLE bundle_history (
  id      INTEGER NOT NULL,
  name    TEXT NOT NULL,
  summary TEXT,
  roles   TEXT NOT NULL,
  since   INTEGER NOT NULL,
  until   INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX bundle_history_since ON bundle_history (since);
CREATE INDEX bundle_history_until ON bundle_history (until);
CREATE TRIGGER bundle_insert BEFORE INSERT ON bundle
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'bundle: a row without its change-set'); END;
CREATE TRIGGER bundle_update BEFORE UPDATE ON bundle
BEGIN
  SELECT raise(ABORT, 'bundle: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO bundle_history (id, name, summary, roles, since, until)
    SELECT OLD.id, OLD.name, OLD.summary, OLD.roles, OLD.since, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER bundle_delete BEFORE DELETE ON bundle
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO bundle_history (id, name, summary, roles, since, until)
    VALUES (OLD.id, OLD.name, OLD.summary, OLD.roles, OLD.since, (SELECT max(id) FROM change_set));
END;

-- What people ask for. Why is the reason of change-set opened_in; what was said to it, that of decided_in.
CREATE TABLE request (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id     INTEGER NOT NULL REFERENCES user (id),
  role        TEXT NOT NULL,
  location_id INTEGER REFERENCES location (id),    -- NULL: for the whole organisation
  wanted_end  TEXT,                                -- as --expires takes it, judged when it is granted; NULL: never
  state       TEXT NOT NULL CHECK (state IN ('open', 'approved', 'denied', 'withdrawn')),
  opened_in   INTEGER NOT NULL,
  decided_in  INTEGER,
  since       INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE INDEX request_since ON request (since);
CREATE INDEX request_by_user ON request (user_id);
CREATE INDEX request_open ON request (role) WHERE state = 'open';
CREATE INDEX request_by_location ON request (location_id) WHERE location_id IS NOT NULL;

CREATE TABLE request_history (
  id          INTEGER NOT NULL,
  user_id     INTEGER NOT NULL,
  role        TEXT NOT NULL,
  location_id INTEGER,
  wanted_end  TEXT,
  state       TEXT NOT NULL,
  opened_in   INTEGER NOT NULL,
  decided_in  INTEGER,
  since       INTEGER NOT NULL,
  until       INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_history_since ON request_history (since);
CREATE INDEX request_history_until ON request_history (until);
CREATE TRIGGER request_insert BEFORE INSERT ON request
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'request: a row without its change-set'); END;
CREATE TRIGGER request_update BEFORE UPDATE ON request
BEGIN
  SELECT raise(ABORT, 'request: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO request_history (id, user_id, role, location_id, wanted_end, state, opened_in, decided_in, since, until)
    SELECT OLD.id, OLD.user_id, OLD.role, OLD.location_id, OLD.wanted_end, OLD.state, OLD.opened_in, OLD.decided_in,
           OLD.since, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER request_delete BEFORE DELETE ON request
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO request_history (id, user_id, role, location_id, wanted_end, state, opened_in, decided_in, since, until)
    VALUES (OLD.id, OLD.user_id, OLD.role, OLD.location_id, OLD.wanted_end, OLD.state, OLD.opened_in, OLD.decided_in,
            OLD.since, (SELECT max(id) FROM change_set));
END;

-- A role may be held for the whole organisation and for single locations besides, each with times of its own.
ALTER TABLE assignment ADD COLUMN location_id INTEGER REFERENCES location (id);  -- NULL: for the whole organisation
ALTER TABLE assignment_history ADD COLUMN location_id INTEGER;
ALTER TABLE assignment ADD COLUMN starts_at INTEGER;   -- before that second it grants nothing; NULL: from the beginning
ALTER TABLE assignment_history ADD COLUMN starts_at INTEGER;
ALTER TABLE assignment ADD COLUMN bundle TEXT;         -- the name of the bundle it came by, as it was then
ALTER TABLE assignment_history ADD COLUMN bundle TEXT;

DROP INDEX assignment_by_user;
CREATE UNIQUE INDEX assignment_by_user ON assignment (user_id, role, coalesce(location_id, 0));
CREATE INDEX assignment_by_location ON assignment (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX assignment_by_bundle ON assignment (bundle COLLATE NOCASE) WHERE bundle IS NOT NULL;
CREATE INDEX assignment_starting ON assignment (starts_at) WHERE starts_at IS NOT NULL;

DROP TRIGGER assignment_update;
DROP TRIGGER assignment_delete;
CREATE TRIGGER assignment_update BEFORE UPDATE ON assignment
BEGIN
  SELECT raise(ABORT, 'assignment: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO assignment_history (id, user_id, role, since, expires_at, granted_in, location_id, starts_at, bundle, until)
    SELECT OLD.id, OLD.user_id, OLD.role, OLD.since, OLD.expires_at, OLD.granted_in, OLD.location_id, OLD.starts_at,
           OLD.bundle, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER assignment_delete BEFORE DELETE ON assignment
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO assignment_history (id, user_id, role, since, expires_at, granted_in, location_id, starts_at, bundle, until)
    VALUES (OLD.id, OLD.user_id, OLD.role, OLD.since, OLD.expires_at, OLD.granted_in, OLD.location_id, OLD.starts_at,
            OLD.bundle, (SELECT max(id) FROM change_set));
END;

-- Looking back asks the past the same questions as the present.
CREATE INDEX assignment_history_by_user ON assignment_history (user_id);
CREATE INDEX assignment_history_by_role ON assignment_history (role, user_id);
CREATE INDEX assignment_history_by_location ON assignment_history (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX assignment_history_expiring ON assignment_history (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX assignment_history_starting ON assignment_history (starts_at) WHERE starts_at IS NOT NULL;
CREATE INDEX token_history_by_user ON token_history (user_id);
CREATE INDEX request_history_by_user ON request_history (user_id);
CREATE INDEX user_history_by_email ON user_history (email_key);
CREATE INDEX change_set_by_actor ON change_set (actor);

-- Of passwords and sign-ins the past is kept without any secret: of which kind a password was, and when somebody was
-- last here. These are not business rows: the chain of digests does not cover them.
ALTER TABLE credential ADD COLUMN noted_in INTEGER NOT NULL DEFAULT 0;  -- the change-set; later than set_in where restored
UPDATE credential SET noted_in = set_in;
CREATE TABLE credential_history (
  user_id    INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  set_at     INTEGER NOT NULL,
  set_in     INTEGER NOT NULL,
  expires_at INTEGER,
  noted_in   INTEGER NOT NULL,
  until      INTEGER NOT NULL,
  PRIMARY KEY (user_id, noted_in)
) STRICT, WITHOUT ROWID;
CREATE INDEX credential_history_until ON credential_history (until);
CREATE TRIGGER credential_update BEFORE UPDATE ON credential
WHEN OLD.noted_in < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO credential_history (user_id, kind, set_at, set_in, expires_at, noted_in, until)
    VALUES (OLD.user_id, OLD.kind, OLD.set_at, OLD.set_in, OLD.expires_at, OLD.noted_in,
            (SELECT max(id) FROM change_set));
END;
CREATE TRIGGER credential_delete BEFORE DELETE ON credential
WHEN OLD.noted_in < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO credential_history (user_id, kind, set_at, set_in, expires_at, noted_in, until)
    VALUES (OLD.user_id, OLD.kind, OLD.set_at, OLD.set_in, OLD.expires_at, OLD.noted_in,
            (SELECT max(id) FROM change_set));
END;

ALTER TABLE sign_in ADD COLUMN noted_in INTEGER NOT NULL DEFAULT 0;  -- the change-set; 0: from before it was noted
CREATE TABLE sign_in_history (
  user_id  INTEGER NOT NULL,
  last_at  INTEGER NOT NULL,
  noted_in INTEGER NOT NULL,
  until    INTEGER NOT NULL,
  PRIMARY KEY (user_id, noted_in)
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_history_until ON sign_in_history (until);
CREATE TRIGGER sign_in_update BEFORE UPDATE ON sign_in
WHEN OLD.noted_in < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO sign_in_history (user_id, last_at, noted_in, until)
    VALUES (OLD.user_id, OLD.last_at, OLD.noted_in, (SELECT max(id) FROM change_set));
END;
CREATE TRIGGER sign_in_delete BEFORE DELETE ON sign_in
WHEN OLD.noted_in < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO sign_in_history (user_id, last_at, noted_in, until)
    VALUES (OLD.user_id, OLD.last_at, OLD.noted_in, (SELECT max(id) FROM change_set));
END;

-- Who is back: since when they had been deleted, and in which change-set, so that undoing can put that back. No secret.
-- (The key's columns stand first: SQLite 3.40 finds NULLs that are not there in a WITHOUT ROWID table that ends with one.)
CREATE TABLE deleted_user_history (
  user_id    INTEGER NOT NULL,
  until      INTEGER NOT NULL,                   -- the change-set that brought them back, or erased them
  deleted_at INTEGER NOT NULL,
  deleted_in INTEGER NOT NULL,
  PRIMARY KEY (user_id, until)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER deleted_user_delete BEFORE DELETE ON deleted_user
WHEN OLD.deleted_in < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO deleted_user_history (user_id, deleted_at, deleted_in, until)
    VALUES (OLD.user_id, OLD.deleted_at, OLD.deleted_in, (SELECT max(id) FROM change_set));
END;
