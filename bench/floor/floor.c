#include "floor.h"

#include <sodium.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

_Noreturn void stop(sqlite3* db, const char* what) {
  fprintf(stderr, "floor: %s: %s\n", what, db == NULL ? "failed" : sqlite3_errmsg(db));
  exit(1);
}

void run(sqlite3* db, const char* sql) {
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) stop(db, sql);
}

sqlite3* open_store(const char* file, int writes) {
  sqlite3* db = NULL;
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  if (sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) stop(db, file);
  if (writes) {
    run(db, "PRAGMA synchronous = EXTRA; PRAGMA foreign_keys = ON; PRAGMA cache_size = -262144;");
  }
  return db;
}

sqlite3_stmt* prepare(sqlite3* db, const char* sql) {
  sqlite3_stmt* statement = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) stop(db, sql);
  return statement;
}

void finish(sqlite3* db, sqlite3_stmt* statement) {
  if (sqlite3_step(statement) != SQLITE_DONE) stop(db, sqlite3_sql(statement));
  sqlite3_reset(statement);
}

void bind_text(sqlite3_stmt* statement, int at, const char* text, int size) {
  if (size > 0) {
    sqlite3_bind_text(statement, at, text, size, SQLITE_STATIC);
  } else {
    sqlite3_bind_null(statement, at);
  }
}

void bind_blob(sqlite3_stmt* statement, int at, const void* bytes, int size) {
  sqlite3_bind_blob(statement, at, bytes, size, SQLITE_STATIC);
}

void format_time(int64_t seconds, char out[kTimeSize + 1]) {
  const time_t when = (time_t)seconds;
  struct tm parts;
  strftime(out, kTimeSize + 1, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&when, &parts));
}

int64_t time_of(sqlite3* db, int64_t change) {
  sqlite3_stmt* const at = prepare(db, "SELECT at FROM change_set WHERE id = ?1");
  sqlite3_bind_int64(at, 1, change);
  if (sqlite3_step(at) != SQLITE_ROW) stop(db, "no such change-set");
  const int64_t time = sqlite3_column_int64(at, 0);
  sqlite3_finalize(at);
  return time;
}

int64_t insert_change(sqlite3* db, int64_t actor, const char* command, int64_t now) {
  unsigned char salt[kSaltSize];
  randombytes_buf(salt, sizeof salt);
  sqlite3_stmt* insert = prepare(db,
                                 "INSERT INTO change_set (id, at, actor, os_user, command, outcome, salt, words_digest,"
                                 " digest) VALUES ((SELECT max(id) + 1 FROM change_set), ?1, ?2, 'bench', ?3, 'done',"
                                 " ?4, x'', x'')");
  sqlite3_bind_int64(insert, 1, now);
  sqlite3_bind_int64(insert, 2, actor);
  bind_text(insert, 3, command, (int)strlen(command));
  bind_blob(insert, 4, salt, sizeof salt);
  finish(db, insert);
  sqlite3_finalize(insert);
  return sqlite3_last_insert_rowid(db);
}

void make_password(const unsigned char random[24 + kSaltSize], char password[kPasswordSize + 1],
                   unsigned char verifier[kSaltSize + kHashSize]) {
  static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
  char* to = password;
  for (int i = 0; i < 24; ++i) {
    if (i > 0 && i % 4 == 0) *to++ = '-';
    *to++ = letters[random[i] % 32];
  }
  *to = '\0';
  memcpy(verifier, random + 24, kSaltSize);
  crypto_generichash(verifier + kSaltSize, kHashSize, (const unsigned char*)password, kPasswordSize, verifier,
                     kSaltSize);
}
