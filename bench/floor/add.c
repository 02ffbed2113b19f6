/* floor_add STORE NAME EMAIL ROLE ROLE: adds one person with two roles and a temporary password, as
 * `pcadmin user add` does: one transaction with the change-set, the user, both assignments and the credential, through
 * the same triggers and indexes, as durable. Prints id and password as pcadmin does for the fields asked for.
 *
 * Not done: finding out who asks and whether they may, checking the file, checking any value, looking for the address
 * first (the UNIQUE index refuses it all the same), the guard of the last admin, reading the rows back for the digest
 * of the change-set. */
#include "floor.h"

#include <sodium.h>

#include <string.h>
#include <time.h>

int main(int argc, char** argv) {
  if (argc != 6 || sodium_init() < 0) stop(NULL, "floor_add STORE NAME EMAIL ROLE ROLE");
  const int64_t now = (int64_t)time(NULL);
  unsigned char random[kSaltSize + 24 + kSaltSize];
  unsigned char verifier[kSaltSize + kHashSize];
  char password[kPasswordSize + 1];
  randombytes_buf(random, sizeof random);
  make_password(random + kSaltSize, password, verifier);

  sqlite3* db = open_store(argv[1], 1);
  run(db, "BEGIN IMMEDIATE");
  const int64_t change = insert_change(db, 1, "user add", now);
  sqlite3_stmt* user = prepare(db,
                               "INSERT INTO user (name, email, email_key, kind, state, created_at, salt, since)"
                               " VALUES (?1, ?2, ?2, 'member', 'active', ?3, ?4, ?5)");
  bind_text(user, 1, argv[2], (int)strlen(argv[2]));
  bind_text(user, 2, argv[3], (int)strlen(argv[3]));
  sqlite3_bind_int64(user, 3, now);
  bind_blob(user, 4, random, kSaltSize);
  sqlite3_bind_int64(user, 5, change);
  finish(db, user);
  const int64_t id = sqlite3_last_insert_rowid(db);
  sqlite3_stmt* assignment = prepare(db, "INSERT INTO assignment (user_id, role, since) VALUES (?1, ?2, ?3)");
  for (int i = 4; i < 6; ++i) {
    sqlite3_bind_int64(assignment, 1, id);
    bind_text(assignment, 2, argv[i], (int)strlen(argv[i]));
    sqlite3_bind_int64(assignment, 3, change);
    finish(db, assignment);
  }
  sqlite3_stmt* credential =
      prepare(db,
              "INSERT INTO credential (user_id, kind, verifier, set_at, set_in, expires_at, noted_in)"
              " VALUES (?1, 'temporary', ?2, ?3, ?4, ?3 + 259200, ?4)");
  sqlite3_bind_int64(credential, 1, id);
  bind_blob(credential, 2, verifier, sizeof verifier);
  sqlite3_bind_int64(credential, 3, now);
  sqlite3_bind_int64(credential, 4, change);
  finish(db, credential);
  run(db, "COMMIT");
  printf("id,temporary_password\r\nusr_%lld,%s\r\n", (long long)id, password);
  sqlite3_finalize(credential);
  sqlite3_finalize(assignment);
  sqlite3_finalize(user);
  sqlite3_close(db);
  return fflush(stdout) != 0;
}
