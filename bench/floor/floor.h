/* What the floor programs share: the SQLite C API with the error handling a small C program has, and no more.
 *
 * A floor does the work that the job itself asks of SQLite, with the schema, triggers, durability and output bytes of
 * pcadmin, and leaves out everything that makes pcadmin a tool one can trust: it asks nobody who they are, checks no
 * right and no value, writes no digest, escapes nothing, and ends at the first error with a line that helps nobody. */
#ifndef PCADMIN_BENCH_FLOOR_H
#define PCADMIN_BENCH_FLOOR_H

#include <sqlite3.h>

#include <stdint.h>
#include <stdio.h>

enum { kSaltSize = 16, kHashSize = 32, kPasswordSize = 29, kTimeSize = 20 };

/* Says what failed and ends. */
_Noreturn void stop(sqlite3* db, const char* what);

/* Opens without SQLite's mutexes and memory statistics, as one thread may. For writing with the settings of pcadmin
 * that cost or save something: rollback journal (SQLite's default), synchronous=EXTRA, foreign keys; and with a page
 * cache of up to 256 MiB, four times pcadmin's, for what writes all over the file. */
sqlite3* open_store(const char* file, int writes);

sqlite3_stmt* prepare(sqlite3* db, const char* sql);
void run(sqlite3* db, const char* sql);
/* For statements that give no rows. */
void finish(sqlite3* db, sqlite3_stmt* statement);

void bind_text(sqlite3_stmt* statement, int at, const char* text, int size);
void bind_blob(sqlite3_stmt* statement, int at, const void* bytes, int size);

/* `2026-01-31T09:00:00Z`. */
void format_time(int64_t seconds, char out[kTimeSize + 1]);

/* When a change-set was made. */
int64_t time_of(sqlite3* db, int64_t change);

/* One change-set by whoever holds `actor`, without digests. Returns its number. */
int64_t insert_change(sqlite3* db, int64_t actor, const char* command, int64_t now);

/* A temporary password as pcadmin makes it, 24 letters of 32 in groups of four, and its verifier: 16 bytes of salt,
 * 32 of BLAKE2b. */
void make_password(const unsigned char random[24 + kSaltSize], char password[kPasswordSize + 1],
                   unsigned char verifier[kSaltSize + kHashSize]);

#endif
