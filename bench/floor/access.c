/* floor_access can|explain STORE EMAIL ROLE,ROLE... [CHANGE]: whether somebody may do what these roles allow, by the
 * reads `pcadmin access can` and `access explain` cannot do without: the person by e-mail key, and what they were
 * given; with CHANGE, as of that change-set, from the tables of now and of then. `can` answers by its exit code, 0 or
 * 10; `explain` prints a line for each assignment with how it came about.
 *
 * Not done: finding out who asks, checking the file, a transaction, reading any value as what it means, names of
 * permissions, near misses, and what would have to change. */
#include "floor.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Whether `role` is in the list with commas. */
static int is_among(const char* role, const char* list) {
  const size_t size = strlen(role);
  for (const char* at = list; (at = strstr(at, role)) != NULL; at += size) {
    if ((at == list || at[-1] == ',') && (at[size] == ',' || at[size] == '\0')) return 1;
  }
  return 0;
}

static const char* text_of(sqlite3_stmt* row, int column) {
  const char* const text = (const char*)sqlite3_column_text(row, column);
  return text == NULL ? "-" : text;
}

/* The id of whoever had the address and could use their account; ends with 10 when there was nobody. */
static int64_t find_active(sqlite3* db, const char* email, int64_t change) {
  sqlite3_stmt* const user = prepare(
      db, change == 0 ? "SELECT id, state FROM user WHERE email_key = ?1"
                      : "SELECT id, state FROM user WHERE email_key = ?1 AND since <= ?2 UNION ALL"
                        " SELECT id, state FROM user_history WHERE email_key = ?1 AND since <= ?2 AND until > ?2");
  bind_text(user, 1, email, (int)strlen(email));
  if (change != 0) sqlite3_bind_int64(user, 2, change);
  if (sqlite3_step(user) != SQLITE_ROW || strcmp(text_of(user, 1), "active") != 0) exit(10);
  const int64_t id = sqlite3_column_int64(user, 0);
  sqlite3_finalize(user);
  return id;
}

static sqlite3_stmt* find_assignments(sqlite3* db, int64_t user, int64_t change) {
  sqlite3_stmt* const assignments =
      prepare(db, change == 0 ? "SELECT role, location_id, starts_at, expires_at, coalesce(granted_in, since)"
                                " FROM assignment WHERE user_id = ?1"
                              : "SELECT role, location_id, starts_at, expires_at, coalesce(granted_in, since)"
                                " FROM assignment WHERE user_id = ?1 AND since <= ?2 UNION ALL"
                                " SELECT role, location_id, starts_at, expires_at, coalesce(granted_in, since)"
                                " FROM assignment_history WHERE user_id = ?1 AND since <= ?2 AND until > ?2");
  sqlite3_bind_int64(assignments, 1, user);
  if (change != 0) sqlite3_bind_int64(assignments, 2, change);
  return assignments;
}

static int grants(sqlite3_stmt* row, const char* roles, int64_t now) {
  if (!is_among(text_of(row, 0), roles) || sqlite3_column_type(row, 1) != SQLITE_NULL) return 0;
  if (sqlite3_column_type(row, 2) != SQLITE_NULL && sqlite3_column_int64(row, 2) > now) return 0;
  return sqlite3_column_type(row, 3) == SQLITE_NULL || sqlite3_column_int64(row, 3) > now;
}

static void print_origin(sqlite3* db, sqlite3_stmt* row, int granted) {
  static sqlite3_stmt* origin;
  if (origin == NULL) {
    origin = prepare(db,
                     "SELECT c.at, g.email, c.reason, c.ticket FROM change_set c LEFT JOIN user g ON g.id = c.actor"
                     " WHERE c.id = ?1");
  }
  sqlite3_bind_int64(origin, 1, sqlite3_column_int64(row, 4));
  if (sqlite3_step(origin) != SQLITE_ROW) stop(db, "origin");
  char time[kTimeSize + 1];
  format_time(sqlite3_column_int64(origin, 0), time);
  printf("%s,%s,%s,%s,%s,%s\n", granted ? "grants" : "no", text_of(row, 0), time, text_of(origin, 1),
         text_of(origin, 2), text_of(origin, 3));
  sqlite3_reset(origin);
}

int main(int argc, char** argv) {
  if (argc < 5) stop(NULL, "floor_access can|explain STORE EMAIL ROLE,ROLE... [CHANGE]");
  const int explain = strcmp(argv[1], "explain") == 0;
  const int64_t change = argc > 5 ? atoll(argv[5]) : 0;
  sqlite3* const db = open_store(argv[2], 0);
  const int64_t now = (int64_t)time(NULL);
  sqlite3_stmt* const assignments = find_assignments(db, find_active(db, argv[3], change), change);
  int answer = 10;
  int step = 0;
  while ((step = sqlite3_step(assignments)) == SQLITE_ROW) {
    const int granted = grants(assignments, argv[4], now);
    if (granted) answer = 0;
    if (explain) print_origin(db, assignments, granted);
  }
  if (step != SQLITE_DONE) stop(db, "assignments");
  return fflush(stdout) != 0 ? 1 : answer;
}
