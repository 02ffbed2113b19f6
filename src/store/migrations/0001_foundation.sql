-- The store's first schema.
--
-- A business table T has an `id`, and `since`: the change-set that wrote the row as it stands. Its twin T_history
-- holds what the row was before, with `until`: the change-set that ended it. Triggers move the old row there, and
-- refuse a row that does not carry the number of the change-set being written, so no code path can forget either.
-- A row written and changed again by one change-set has no history of its own: only its last state ever was.
--
-- Times are seconds since 1970-01-01 UTC. Columns added later must be NULL in rows from before: digests leave NULLs out.

CREATE TABLE store_identity (
  id  INTEGER PRIMARY KEY CHECK (id = 1),
  uid BLOB NOT NULL CHECK (length(uid) = 16)     -- random; the chain of digests begins with it
) STRICT;

-- One row a change-set, refused attempts included (they have an outcome other than 'done', and no rows).
CREATE TABLE change_set (
  id             INTEGER PRIMARY KEY,
  at             INTEGER NOT NULL,
  actor          INTEGER,                        -- user id; NULL where nobody was signed in
  os_user        TEXT NOT NULL,
  command        TEXT NOT NULL,                  -- as typed, secrets left out
  reason         TEXT,
  ticket         TEXT,
  outcome        TEXT NOT NULL,                  -- 'done', or the error code of the refusal
  salt           BLOB NOT NULL,                  -- makes words_digest unguessable once the words are erased
  words_digest   BLOB NOT NULL,                  -- over salt, os_user, command, reason, ticket
  digest         BLOB NOT NULL                   -- over everything above, the rows written and ended, and the digest before
) STRICT;

CREATE TABLE organization (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  name       TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  since      INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE INDEX organization_since ON organization (since);

CREATE TABLE organization_history (
  id         INTEGER NOT NULL,
  name       TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  since      INTEGER NOT NULL,
  until      INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX organization_history_since ON organization_history (since);
CREATE INDEX organization_history_until ON organization_history (until);

CREATE TABLE domain (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  name  TEXT NOT NULL UNIQUE,                    -- lower case, ASCII form
  since INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE INDEX domain_since ON domain (since);

CREATE TABLE domain_history (
  id    INTEGER NOT NULL,
  name  TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX domain_history_since ON domain_history (since);
CREATE INDEX domain_history_until ON domain_history (until);

CREATE TABLE user (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  name           TEXT NOT NULL,
  email          TEXT NOT NULL,                  -- as the person writes it
  email_key      TEXT NOT NULL UNIQUE,           -- what makes two addresses the same
  given_name     TEXT,
  family_name    TEXT,
  kind           TEXT NOT NULL CHECK (kind IN ('member', 'guest')),
  job_title      TEXT,
  department     TEXT,
  phone          TEXT,
  usage_location TEXT,
  state          TEXT NOT NULL CHECK (state IN ('active', 'disabled')),
  created_at     INTEGER NOT NULL,
  salt           BLOB NOT NULL,                  -- makes the row's digest unguessable once the row is erased
  since          INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE INDEX user_since ON user (since);

CREATE TABLE user_history (
  id             INTEGER NOT NULL,
  name           TEXT NOT NULL,
  email          TEXT NOT NULL,
  email_key      TEXT NOT NULL,
  given_name     TEXT,
  family_name    TEXT,
  kind           TEXT NOT NULL,
  job_title      TEXT,
  department     TEXT,
  phone          TEXT,
  usage_location TEXT,
  state          TEXT NOT NULL,
  created_at     INTEGER NOT NULL,
  salt           BLOB NOT NULL,
  since          INTEGER NOT NULL,
  until          INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_history_since ON user_history (since);
CREATE INDEX user_history_until ON user_history (until);

CREATE TABLE assignment (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES user (id),
  role    TEXT NOT NULL,                         -- id of the role catalogue
  since   INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE UNIQUE INDEX assignment_by_user ON assignment (user_id, role);
CREATE INDEX assignment_by_role ON assignment (role, user_id);
CREATE INDEX assignment_since ON assignment (since);

CREATE TABLE assignment_history (
  id      INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  role    TEXT NOT NULL,
  since   INTEGER NOT NULL,
  until   INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_history_since ON assignment_history (since);
CREATE INDEX assignment_history_until ON assignment_history (until);

-- Not business rows: no old values are kept of these. What happened to them is in the change-set, never the secret.

CREATE TABLE credential (
  user_id    INTEGER PRIMARY KEY REFERENCES user (id) ON DELETE CASCADE,
  kind       TEXT NOT NULL CHECK (kind IN ('chosen', 'temporary')),
  verifier   BLOB NOT NULL,                      -- chosen: Argon2id string; temporary: 16 bytes of salt, 32 of BLAKE2b
  set_at     INTEGER NOT NULL,
  set_in     INTEGER NOT NULL,                   -- the change-set
  expires_at INTEGER                             -- temporary ones only
) STRICT;

CREATE TABLE session (
  token_hash BLOB PRIMARY KEY,                   -- BLAKE2b of the token; the token itself is only in the operator's file
  user_id    INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_user ON session (user_id);

CREATE TABLE sign_in (
  user_id INTEGER PRIMARY KEY REFERENCES user (id) ON DELETE CASCADE,
  last_at INTEGER NOT NULL
) STRICT;

-- Triggers: three a business table.

CREATE TRIGGER organization_insert BEFORE INSERT ON organization
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'organization: a row without its change-set'); END;
CREATE TRIGGER organization_update BEFORE UPDATE ON organization
BEGIN
  SELECT raise(ABORT, 'organization: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO organization_history (id, name, partner_id, since, until)
    SELECT OLD.id, OLD.name, OLD.partner_id, OLD.since, NEW.since WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER organization_delete BEFORE DELETE ON organization
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO organization_history (id, name, partner_id, since, until)
    VALUES (OLD.id, OLD.name, OLD.partner_id, OLD.since, (SELECT max(id) FROM change_set));
END;

CREATE TRIGGER domain_insert BEFORE INSERT ON domain
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'domain: a row without its change-set'); END;
CREATE TRIGGER domain_update BEFORE UPDATE ON domain
BEGIN
  SELECT raise(ABORT, 'domain: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO domain_history (id, name, since, until)
    SELECT OLD.id, OLD.name, OLD.since, NEW.since WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER domain_delete BEFORE DELETE ON domain
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO domain_history (id, name, since, until)
    VALUES (OLD.id, OLD.name, OLD.since, (SELECT max(id) FROM change_set));
END;

CREATE TRIGGER user_insert BEFORE INSERT ON user
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'user: a row without its change-set'); END;
CREATE TRIGGER user_update BEFORE UPDATE ON user
BEGIN
  SELECT raise(ABORT, 'user: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO user_history (id, name, email, email_key, given_name, family_name, kind, job_title, department, phone,
                            usage_location, state, created_at, salt, since, until)
    SELECT OLD.id, OLD.name, OLD.email, OLD.email_key, OLD.given_name, OLD.family_name, OLD.kind, OLD.job_title,
           OLD.department, OLD.phone, OLD.usage_location, OLD.state, OLD.created_at, OLD.salt, OLD.since, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER user_delete BEFORE DELETE ON user
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO user_history (id, name, email, email_key, given_name, family_name, kind, job_title, department, phone,
                            usage_location, state, created_at, salt, since, until)
    VALUES (OLD.id, OLD.name, OLD.email, OLD.email_key, OLD.given_name, OLD.family_name, OLD.kind, OLD.job_title,
            OLD.department, OLD.phone, OLD.usage_location, OLD.state, OLD.created_at, OLD.salt, OLD.since,
            (SELECT max(id) FROM change_set));
END;

CREATE TRIGGER assignment_insert BEFORE INSERT ON assignment
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'assignment: a row without its change-set'); END;
CREATE TRIGGER assignment_update BEFORE UPDATE ON assignment
BEGIN
  SELECT raise(ABORT, 'assignment: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO assignment_history (id, user_id, role, since, until)
    SELECT OLD.id, OLD.user_id, OLD.role, OLD.since, NEW.since WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER assignment_delete BEFORE DELETE ON assignment
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO assignment_history (id, user_id, role, since, until)
    VALUES (OLD.id, OLD.user_id, OLD.role, OLD.since, (SELECT max(id) FROM change_set));
END;
