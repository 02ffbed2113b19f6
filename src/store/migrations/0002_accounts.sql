-- Accounts for their whole life: expiry, deletion and erasure, tokens, guards, lockout.
-- Columns added to a table stand at its end; NULLs are left out of digests, so older digests stay true.

ALTER TABLE user ADD COLUMN os_account TEXT;           -- the OS account that acts as this person without signing in
ALTER TABLE user_history ADD COLUMN os_account TEXT;
CREATE UNIQUE INDEX user_by_os_account ON user (os_account) WHERE os_account IS NOT NULL;

ALTER TABLE assignment ADD COLUMN expires_at INTEGER;  -- from this second on it grants nothing; NULL: never expires
ALTER TABLE assignment_history ADD COLUMN expires_at INTEGER;
ALTER TABLE assignment ADD COLUMN granted_in INTEGER;  -- of a restored one: the change-set that gave it; else NULL
ALTER TABLE assignment_history ADD COLUMN granted_in INTEGER;
CREATE INDEX assignment_expiring ON assignment (expires_at) WHERE expires_at IS NOT NULL;

ALTER TABLE change_set ADD COLUMN via TEXT;            -- 'token NAME' or 'os-account NAME'; NULL: a session, or nobody

DROP TRIGGER user_update;
DROP TRIGGER user_delete;
DROP TRIGGER assignment_update;
DROP TRIGGER assignment_delete;

CREATE TRIGGER user_update BEFORE UPDATE ON user
BEGIN
  SELECT raise(ABORT, 'user: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO user_history (id, name, email, email_key, given_name, family_name, kind, job_title, department, phone,
                            usage_location, state, created_at, salt, since, os_account, until)
    SELECT OLD.id, OLD.name, OLD.email, OLD.email_key, OLD.given_name, OLD.family_name, OLD.kind, OLD.job_title,
           OLD.department, OLD.phone, OLD.usage_location, OLD.state, OLD.created_at, OLD.salt, OLD.since, OLD.os_account,
           NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER user_delete BEFORE DELETE ON user
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO user_history (id, name, email, email_key, given_name, family_name, kind, job_title, department, phone,
                            usage_location, state, created_at, salt, since, os_account, until)
    VALUES (OLD.id, OLD.name, OLD.email, OLD.email_key, OLD.given_name, OLD.family_name, OLD.kind, OLD.job_title,
            OLD.department, OLD.phone, OLD.usage_location, OLD.state, OLD.created_at, OLD.salt, OLD.since, OLD.os_account,
            (SELECT max(id) FROM change_set));
END;
CREATE TRIGGER assignment_update BEFORE UPDATE ON assignment
BEGIN
  SELECT raise(ABORT, 'assignment: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO assignment_history (id, user_id, role, since, expires_at, granted_in, until)
    SELECT OLD.id, OLD.user_id, OLD.role, OLD.since, OLD.expires_at, OLD.granted_in, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER assignment_delete BEFORE DELETE ON assignment
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO assignment_history (id, user_id, role, since, expires_at, granted_in, until)
    VALUES (OLD.id, OLD.user_id, OLD.role, OLD.since, OLD.expires_at, OLD.granted_in,
            (SELECT max(id) FROM change_set));
END;

-- Guards and the password policy: only what was set; everything else holds its default.
CREATE TABLE setting (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  name  TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL,
  since INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE INDEX setting_since ON setting (since);

CREATE TABLE setting_history (
  id    INTEGER NOT NULL,
  name  TEXT NOT NULL,
  value TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX setting_history_since ON setting_history (since);
CREATE INDEX setting_history_until ON setting_history (until);
CREATE TRIGGER setting_insert BEFORE INSERT ON setting
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'setting: a row without its change-set'); END;
CREATE TRIGGER setting_update BEFORE UPDATE ON setting
BEGIN
  SELECT raise(ABORT, 'setting: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO setting_history (id, name, value, since, until)
    SELECT OLD.id, OLD.name, OLD.value, OLD.since, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER setting_delete BEFORE DELETE ON setting
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO setting_history (id, name, value, since, until)
    VALUES (OLD.id, OLD.name, OLD.value, OLD.since,
            (SELECT max(id) FROM change_set));
END;

-- A person's keys for scripts. The secret's hash is in token_secret, which keeps no history.
CREATE TABLE token (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id    INTEGER NOT NULL REFERENCES user (id),
  name       TEXT NOT NULL,
  roles      TEXT,                               -- ids joined with ';'; NULL: whatever the person holds
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  salt       BLOB NOT NULL,                      -- makes the row's digest unguessable once the row is erased
  since      INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE UNIQUE INDEX token_by_user ON token (user_id, name);
CREATE INDEX token_since ON token (since);

CREATE TABLE token_history (
  id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  roles TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  salt BLOB NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX token_history_since ON token_history (since);
CREATE INDEX token_history_until ON token_history (until);
CREATE TRIGGER token_insert BEFORE INSERT ON token
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'token: a row without its change-set'); END;
CREATE TRIGGER token_update BEFORE UPDATE ON token
BEGIN
  SELECT raise(ABORT, 'token: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO token_history (id, user_id, name, roles, created_at, expires_at, salt, since, until)
    SELECT OLD.id, OLD.user_id, OLD.name, OLD.roles, OLD.created_at, OLD.expires_at, OLD.salt, OLD.since, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER token_delete BEFORE DELETE ON token
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO token_history (id, user_id, name, roles, created_at, expires_at, salt, since, until)
    VALUES (OLD.id, OLD.user_id, OLD.name, OLD.roles, OLD.created_at, OLD.expires_at, OLD.salt, OLD.since,
            (SELECT max(id) FROM change_set));
END;

-- What `user purge` erased: which row (or, of table change_set, which words) had which digest, and which digest what is
-- left of it has. The chain goes on over `digest`; `left_digest` proves that nothing else was changed.
CREATE TABLE erasure (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  of_table    TEXT NOT NULL,
  row         INTEGER NOT NULL,
  row_since   INTEGER NOT NULL,
  digest      BLOB NOT NULL,
  left_digest BLOB NOT NULL,
  since       INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE UNIQUE INDEX erasure_of ON erasure (of_table, row, row_since);
CREATE INDEX erasure_since ON erasure (since);

CREATE TABLE erasure_history (
  id INTEGER NOT NULL,
  of_table TEXT NOT NULL,
  row INTEGER NOT NULL,
  row_since INTEGER NOT NULL,
  digest BLOB NOT NULL,
  left_digest BLOB NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX erasure_history_since ON erasure_history (since);
CREATE INDEX erasure_history_until ON erasure_history (until);
CREATE TRIGGER erasure_insert BEFORE INSERT ON erasure
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'erasure: a row without its change-set'); END;
CREATE TRIGGER erasure_update BEFORE UPDATE ON erasure
BEGIN
  SELECT raise(ABORT, 'erasure: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO erasure_history (id, of_table, row, row_since, digest, left_digest, since, until)
    SELECT OLD.id, OLD.of_table, OLD.row, OLD.row_since, OLD.digest, OLD.left_digest, OLD.since, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER erasure_delete BEFORE DELETE ON erasure
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO erasure_history (id, of_table, row, row_since, digest, left_digest, since, until)
    VALUES (OLD.id, OLD.of_table, OLD.row, OLD.row_since, OLD.digest, OLD.left_digest, OLD.since,
            (SELECT max(id) FROM change_set));
END;

-- Not business rows: no old values are kept of these.

CREATE TABLE token_secret (
  hash     BLOB PRIMARY KEY,                     -- BLAKE2b of the token; the token itself was shown once
  token_id INTEGER NOT NULL REFERENCES token (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX token_secret_by_token ON token_secret (token_id);

-- People who can be restored, with the password they had. Their record and roles are in the history.
CREATE TABLE deleted_user (
  user_id    INTEGER PRIMARY KEY,
  email_key  TEXT NOT NULL,
  deleted_at INTEGER NOT NULL,
  deleted_in INTEGER NOT NULL,                   -- the change-set
  kind       TEXT CHECK (kind IN ('chosen', 'temporary')),
  verifier   BLOB,
  set_at     INTEGER,
  set_in     INTEGER,
  expires_at INTEGER,
  signed_in_at INTEGER
) STRICT;
CREATE INDEX deleted_user_by_email ON deleted_user (email_key);

-- Failed sign-ins. User 0 stands for addresses nobody has, so that they cost the same write.
CREATE TABLE failed_sign_in (
  user_id  INTEGER PRIMARY KEY,
  recent   INTEGER NOT NULL,                     -- since the last success
  total    INTEGER NOT NULL,                     -- since an administrator unlocked, or a new password
  retry_at INTEGER NOT NULL,                     -- no attempt counts, and none succeeds, before
  tried_at INTEGER NOT NULL
) STRICT;

-- The organisation's own list of passwords nobody may use, as fold keys.
CREATE TABLE blocked_password (
  word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
