-- Certifications: the profiles people have linked, what they have passed, and what can be passed.

-- Certification profiles that people have linked: one profile, one person. A row is one association.
CREATE TABLE profile_link (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id     INTEGER NOT NULL REFERENCES user (id),
  profile     TEXT NOT NULL,                         -- the id as it was given (MCID)
  profile_key TEXT NOT NULL,                         -- in the form in which two are compared
  started_at  INTEGER NOT NULL,                      -- when the association began: what the limits count from
  salt        BLOB NOT NULL,                         -- keeps the digest of personal data from being guessed
  since       INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE INDEX profile_link_since ON profile_link (since);
CREATE UNIQUE INDEX profile_link_by_user ON profile_link (user_id);
CREATE UNIQUE INDEX profile_link_by_profile ON profile_link (profile_key);

CREATE TABLE profile_link_history (
  id          INTEGER NOT NULL,
  user_id     INTEGER NOT NULL,
  profile     TEXT NOT NULL,
  profile_key TEXT NOT NULL,
  started_at  INTEGER NOT NULL,
  salt        BLOB NOT NULL,
  since       INTEGER NOT NULL,
  until       INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX profile_link_history_since ON profile_link_history (since);
CREATE INDEX profile_link_history_until ON profile_link_history (until);
CREATE INDEX profile_link_history_by_user ON profile_link_history (user_id);
CREATE INDEX profile_link_history_by_profile ON profile_link_history (profile_key);
CREATE TRIGGER profile_link_insert BEFORE INSERT ON profile_link
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'profile_link: a row without its change-set'); END;
CREATE TRIGGER profile_link_update BEFORE UPDATE ON profile_link
BEGIN
  SELECT raise(ABORT, 'profile_link: a row without its change-set')
    WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO profile_link_history (id, user_id, profile, profile_key, started_at, salt, since, until)
    SELECT OLD.id, OLD.user_id, OLD.profile, OLD.profile_key, OLD.started_at, OLD.salt, OLD.since, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER profile_link_delete BEFORE DELETE ON profile_link
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO profile_link_history (id, user_id, profile, profile_key, started_at, salt, since, until)
    VALUES (OLD.id, OLD.user_id, OLD.profile, OLD.profile_key, OLD.started_at, OLD.salt, OLD.since,
            (SELECT max(id) FROM change_set));
END;

-- What people have passed.
CREATE TABLE skill (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id     INTEGER NOT NULL REFERENCES user (id),
  kind        TEXT NOT NULL CHECK (kind IN ('exam', 'assessment', 'certification')),
  code        TEXT NOT NULL,
  code_key    TEXT NOT NULL,
  title       TEXT,
  profile     TEXT,                                  -- under which it was passed; NULL: not known
  profile_key TEXT,
  achieved_on TEXT NOT NULL,                         -- 2026-12-31
  expires_on  TEXT,                                  -- the last day it is good for; NULL: it does not expire
  salt        BLOB NOT NULL,
  since       INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE INDEX skill_since ON skill (since);
CREATE UNIQUE INDEX skill_by_user ON skill (user_id, kind, code_key, coalesce(profile_key, ''));
CREATE INDEX skill_by_code ON skill (code_key, kind);
CREATE INDEX skill_by_profile ON skill (profile_key) WHERE profile_key IS NOT NULL;

CREATE TABLE skill_history (
  id          INTEGER NOT NULL,
  user_id     INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  code        TEXT NOT NULL,
  code_key    TEXT NOT NULL,
  title       TEXT,
  profile     TEXT,
  profile_key TEXT,
  achieved_on TEXT NOT NULL,
  expires_on  TEXT,
  salt        BLOB NOT NULL,
  since       INTEGER NOT NULL,
  until       INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX skill_history_since ON skill_history (since);
CREATE INDEX skill_history_until ON skill_history (until);
CREATE INDEX skill_history_by_user ON skill_history (user_id);
CREATE INDEX skill_history_by_code ON skill_history (code_key);
CREATE INDEX skill_history_by_profile ON skill_history (profile_key) WHERE profile_key IS NOT NULL;
CREATE TRIGGER skill_insert BEFORE INSERT ON skill
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'skill: a row without its change-set'); END;
CREATE TRIGGER skill_update BEFORE UPDATE ON skill
BEGIN
  SELECT raise(ABORT, 'skill: a row without its change-set') WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO skill_history (id, user_id, kind, code, code_key, title, profile, profile_key, achieved_on,
    expires_on, salt, since, until)
    SELECT OLD.id, OLD.user_id, OLD.kind, OLD.code, OLD.code_key, OLD.title, OLD.profile, OLD.profile_key,
      OLD.achieved_on, OLD.expires_on, OLD.salt, OLD.since, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER skill_delete BEFORE DELETE ON skill
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO skill_history (id, user_id, kind, code, code_key, title, profile, profile_key, achieved_on,
    expires_on, salt, since, until)
    VALUES (OLD.id, OLD.user_id, OLD.kind, OLD.code, OLD.code_key, OLD.title, OLD.profile, OLD.profile_key,
      OLD.achieved_on, OLD.expires_on, OLD.salt, OLD.since,
            (SELECT max(id) FROM change_set));
END;

-- What can be passed, and what can no longer: the organisation's own catalogue.
CREATE TABLE known_skill (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  kind       TEXT NOT NULL CHECK (kind IN ('exam', 'assessment', 'certification')),
  code       TEXT NOT NULL,
  code_key   TEXT NOT NULL,
  title      TEXT,
  retired_on TEXT,                                   -- from that day on nobody can pass it; NULL: no such day is known
  since      INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE INDEX known_skill_since ON known_skill (since);
CREATE UNIQUE INDEX known_skill_by_code ON known_skill (code_key, kind);

CREATE TABLE known_skill_history (
  id         INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  code       TEXT NOT NULL,
  code_key   TEXT NOT NULL,
  title      TEXT,
  retired_on TEXT,
  since      INTEGER NOT NULL,
  until      INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_skill_history_since ON known_skill_history (since);
CREATE INDEX known_skill_history_until ON known_skill_history (until);
CREATE INDEX known_skill_history_by_code ON known_skill_history (code_key);
CREATE TRIGGER known_skill_insert BEFORE INSERT ON known_skill
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'known_skill: a row without its change-set'); END;
CREATE TRIGGER known_skill_update BEFORE UPDATE ON known_skill
BEGIN
  SELECT raise(ABORT, 'known_skill: a row without its change-set')
    WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO known_skill_history (id, kind, code, code_key, title, retired_on, since, until)
    SELECT OLD.id, OLD.kind, OLD.code, OLD.code_key, OLD.title, OLD.retired_on, OLD.since, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER known_skill_delete BEFORE DELETE ON known_skill
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO known_skill_history (id, kind, code, code_key, title, retired_on, since, until)
    VALUES (OLD.id, OLD.kind, OLD.code, OLD.code_key, OLD.title, OLD.retired_on, OLD.since,
            (SELECT max(id) FROM change_set));
END;
