-- What a person at the sqlite3 shell would do in place of `pcadmin user import`; :file and :credentials are put in by
-- bench/run. Same tables, triggers and durability of the store. The shell has no BLAKE2b: the verifier is SHA-3, which
-- pcadmin could not check. The credentials file is not on disk before the commit. No value is checked.
PRAGMA synchronous = EXTRA;
PRAGMA foreign_keys = ON;
PRAGMA cache_size = -262144;
PRAGMA temp_store = MEMORY;
CREATE TEMP TABLE people (name, email, roles, job_title, department, usage_location);
.import --csv --skip 1 --schema temp :file people
CREATE TEMP TABLE fresh (id INTEGER PRIMARY KEY, salt, password);
BEGIN IMMEDIATE;
INSERT INTO change_set (id, at, actor, os_user, command, outcome, salt, words_digest, digest)
  SELECT max(id) + 1, unixepoch(), 1, 'bench', 'user import', 'done', randomblob(16), x'', x'' FROM change_set;
INSERT INTO user (name, email, email_key, job_title, department, usage_location, kind, state, created_at, salt, since)
  SELECT name, email, lower(email), nullif(job_title, ''), nullif(department, ''), nullif(usage_location, ''), 'member',
         'active', unixepoch(), randomblob(16), (SELECT max(id) FROM change_set)
  FROM people;
INSERT INTO assignment (user_id, role, since)
  SELECT u.id, r.value, u.since
  FROM people p
  CROSS JOIN user u ON u.email_key = lower(p.email)
  CROSS JOIN json_each('["' || replace(p.roles, ';', '","') || '"]') r;
INSERT INTO fresh SELECT id, randomblob(16), lower(hex(randomblob(15))) FROM user
  WHERE since = (SELECT max(id) FROM change_set);
INSERT INTO credential (user_id, kind, verifier, set_at, set_in, expires_at, noted_in)
  SELECT id, 'temporary', CAST(salt || sha3(salt || password, 256) AS BLOB), unixepoch(),
         (SELECT max(id) FROM change_set), unixepoch() + 259200, (SELECT max(id) FROM change_set)
  FROM fresh;
COMMIT;
.mode csv
.headers on
.once :credentials
SELECT u.email, u.name, f.password AS temporary_password,
       strftime('%Y-%m-%dT%H:%M:%SZ', unixepoch() + 259200, 'unixepoch') AS expires_at, 'usr_' || u.id AS id
  FROM fresh f JOIN user u ON u.id = f.id;
