-- What a person at the sqlite3 shell would do in place of `pcadmin user add`, each time with another address. Same
-- durability. The shell has no BLAKE2b: the verifier is SHA-3, which pcadmin could not check.
PRAGMA synchronous = EXTRA;
PRAGMA foreign_keys = ON;
BEGIN IMMEDIATE;
INSERT INTO change_set (id, at, actor, os_user, command, outcome, salt, words_digest, digest)
  SELECT max(id) + 1, unixepoch(), 1, 'bench', 'user add', 'done', randomblob(16), x'', x'' FROM change_set;
INSERT INTO user (name, email, email_key, kind, state, created_at, salt, since)
  SELECT 'Ann Lee', email, email, 'member', 'active', unixepoch(), randomblob(16), (SELECT max(id) FROM change_set)
  FROM (SELECT 'ann.' || max(id) || '@contoso.example' AS email FROM user);
CREATE TEMP TABLE fresh AS
  SELECT last_insert_rowid() AS id, randomblob(16) AS salt, lower(hex(randomblob(15))) AS password;
INSERT INTO assignment (user_id, role, since)
  SELECT id, r.column1, (SELECT max(id) FROM change_set)
  FROM fresh, (VALUES ('helpdesk-agent'), ('referrals-user')) r;
INSERT INTO credential (user_id, kind, verifier, set_at, set_in, expires_at, noted_in)
  SELECT id, 'temporary', CAST(salt || sha3(salt || password, 256) AS BLOB), unixepoch(),
         (SELECT max(id) FROM change_set), unixepoch() + 259200, (SELECT max(id) FROM change_set)
  FROM fresh;
COMMIT;
SELECT 'usr_' || id, password FROM fresh;
