-- Designations: what the vendor demands, as far as the organisation has put it down itself.
-- What comes with pcadmin is not in the store. Points are in hundredths.

-- A designation.
CREATE TABLE designation (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  name         TEXT NOT NULL,
  title        TEXT NOT NULL,
  programme    TEXT NOT NULL,
  needs        INTEGER,                              -- the threshold; NULL: not known
  every_metric INTEGER NOT NULL CHECK (every_metric IN (0, 1)), -- and more than nothing in each that has points
  confidence   TEXT NOT NULL CHECK (confidence IN ('own', 'documented', 'community', 'uncertain', 'unverified')),
  source       TEXT,
  since        INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE INDEX designation_since ON designation (since);
CREATE UNIQUE INDEX designation_by_name ON designation (name);

CREATE TABLE designation_history (
  id           INTEGER NOT NULL,
  name         TEXT NOT NULL,
  title        TEXT NOT NULL,
  programme    TEXT NOT NULL,
  needs        INTEGER,
  every_metric INTEGER NOT NULL,
  confidence   TEXT NOT NULL,
  source       TEXT,
  since        INTEGER NOT NULL,
  until        INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX designation_history_since ON designation_history (since);
CREATE INDEX designation_history_until ON designation_history (until);
CREATE TRIGGER designation_insert BEFORE INSERT ON designation
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'designation: a row without its change-set'); END;
CREATE TRIGGER designation_update BEFORE UPDATE ON designation
BEGIN
  SELECT raise(ABORT, 'designation: a row without its change-set')
    WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO designation_history (id, name, title, programme, needs, every_metric, confidence, source, since,
    until)
    SELECT OLD.id, OLD.name, OLD.title, OLD.programme, OLD.needs, OLD.every_metric, OLD.confidence, OLD.source,
      OLD.since, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER designation_delete BEFORE DELETE ON designation
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO designation_history (id, name, title, programme, needs, every_metric, confidence, source, since,
    until)
    VALUES (OLD.id, OLD.name, OLD.title, OLD.programme, OLD.needs, OLD.every_metric, OLD.confidence, OLD.source,
      OLD.since, (SELECT max(id) FROM change_set));
END;

-- What a designation is made of.
CREATE TABLE designation_metric (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  designation_id INTEGER NOT NULL REFERENCES designation (id),
  position       INTEGER NOT NULL,                   -- from 0, in the order in which they are told
  name           TEXT NOT NULL,
  most           INTEGER NOT NULL,                   -- points there are at most
  of_people      INTEGER NOT NULL CHECK (of_people IN (0, 1)), -- 1: counted here; 0: only reported
  counts         TEXT,                               -- codes and titles, a line each; NULL: not known
  kind           TEXT CHECK (kind IN ('exam', 'assessment', 'certification')), -- NULL: any
  per_person     INTEGER NOT NULL,                   -- points
  full_at        INTEGER,                            -- people who have all of them
  gate           INTEGER NOT NULL,                   -- people without whom there is no designation
  reported       INTEGER,                            -- points; NULL: not known
  confidence     TEXT NOT NULL CHECK (confidence IN ('own', 'documented', 'community', 'uncertain', 'unverified')),
  source         TEXT,
  since          INTEGER NOT NULL REFERENCES change_set (id)
) STRICT;
CREATE INDEX designation_metric_since ON designation_metric (since);
CREATE UNIQUE INDEX designation_metric_by_name ON designation_metric (designation_id, name);

CREATE TABLE designation_metric_history (
  id             INTEGER NOT NULL,
  designation_id INTEGER NOT NULL,
  position       INTEGER NOT NULL,
  name           TEXT NOT NULL,
  most           INTEGER NOT NULL,
  of_people      INTEGER NOT NULL,
  counts         TEXT,
  kind           TEXT,
  per_person     INTEGER NOT NULL,
  full_at        INTEGER,
  gate           INTEGER NOT NULL,
  reported       INTEGER,
  confidence     TEXT NOT NULL,
  source         TEXT,
  since          INTEGER NOT NULL,
  until          INTEGER NOT NULL,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX designation_metric_history_since ON designation_metric_history (since);
CREATE INDEX designation_metric_history_until ON designation_metric_history (until);
CREATE TRIGGER designation_metric_insert BEFORE INSERT ON designation_metric
WHEN NEW.since IS NOT (SELECT max(id) FROM change_set)
BEGIN SELECT raise(ABORT, 'designation_metric: a row without its change-set'); END;
CREATE TRIGGER designation_metric_update BEFORE UPDATE ON designation_metric
BEGIN
  SELECT raise(ABORT, 'designation_metric: a row without its change-set')
    WHERE NEW.since IS NOT (SELECT max(id) FROM change_set);
  INSERT INTO designation_metric_history (id, designation_id, position, name, most, of_people, counts, kind,
    per_person, full_at, gate, reported, confidence, source, since, until)
    SELECT OLD.id, OLD.designation_id, OLD.position, OLD.name, OLD.most, OLD.of_people, OLD.counts, OLD.kind,
      OLD.per_person, OLD.full_at, OLD.gate, OLD.reported, OLD.confidence, OLD.source, OLD.since, NEW.since
    WHERE OLD.since < NEW.since;
END;
CREATE TRIGGER designation_metric_delete BEFORE DELETE ON designation_metric
WHEN OLD.since < (SELECT max(id) FROM change_set)
BEGIN
  INSERT INTO designation_metric_history (id, designation_id, position, name, most, of_people, counts, kind,
    per_person, full_at, gate, reported, confidence, source, since, until)
    VALUES (OLD.id, OLD.designation_id, OLD.position, OLD.name, OLD.most, OLD.of_people, OLD.counts, OLD.kind,
      OLD.per_person, OLD.full_at, OLD.gate, OLD.reported, OLD.confidence, OLD.source, OLD.since,
      (SELECT max(id) FROM change_set));
END;
