/* floor_access can|explain STORE EMAIL ROLE,ROLE... [CHANGE]: whether somebody may do what these roles allow, by the
 * reads `pcadmin access can` and `access explain` cannot do without: the person by e-mail key, and what they were
 * given; with CHANGE, as of that change-set, from the tables of now and of then. `can` answers by its exit code, 0 or
 * 10; `explain` prints the paths that grant, with how each came about, as `access explain -o json --fields paths` does.
 *
 * Not done: finding out who asks, checking the file, a transaction, reading any value as what it means, names of
 * permissions, the order of the catalogue, a location asked for, near misses, and what would have to change. */
#include "floor.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t now; /* or the moment looked back at */
static sqlite3_stmt* origin;
static sqlite3_stmt* stretches;

/* Whether `role` is in the list with commas. */
static int is_among(const char* role, const char* list) {
  const size_t size = strlen(role);
  for (const char* at = list; (at = strstr(at, role)) != NULL; at += size) {
    if ((at == list || at[-1] == ',') && (at[size] == ',' || at[size] == '\0')) return 1;
  }
  return 0;
}

static const char* text_of(sqlite3_stmt* row, int column) { return (const char*)sqlite3_column_text(row, column); }

static int is_null(sqlite3_stmt* row, int column) { return sqlite3_column_type(row, column) == SQLITE_NULL; }

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
  sqlite3_stmt* const assignments = prepare(
      db, change == 0 ? "SELECT role, location_id, starts_at, expires_at, coalesce(granted_in, since), bundle, id"
                        " FROM assignment WHERE user_id = ?1 ORDER BY id"
                      : "SELECT role, location_id, starts_at, expires_at, coalesce(granted_in, since), bundle, id"
                        " FROM assignment WHERE user_id = ?1 AND since <= ?2 UNION ALL"
                        " SELECT role, location_id, starts_at, expires_at, coalesce(granted_in, since), bundle, id"
                        " FROM assignment_history WHERE user_id = ?1 AND since <= ?2 AND until > ?2 ORDER BY 7");
  sqlite3_bind_int64(assignments, 1, user);
  if (change != 0) sqlite3_bind_int64(assignments, 2, change);
  return assignments;
}

static int grants(sqlite3_stmt* row, const char* roles) {
  if (!is_among(text_of(row, 0), roles) || !is_null(row, 1)) return 0;
  if (!is_null(row, 2) && sqlite3_column_int64(row, 2) > now) return 0;
  return is_null(row, 3) || sqlite3_column_int64(row, 3) > now;
}

static void print_field(const char* name, const char* text) {
  printf(text == NULL ? ",\"%s\":null" : ",\"%s\":\"%s\"", name, text);
}

static void print_time(const char* name, sqlite3_stmt* row, int column) {
  char time[kTimeSize + 1];
  if (!is_null(row, column)) format_time(sqlite3_column_int64(row, column), time);
  print_field(name, is_null(row, column) ? NULL : time);
}

static sqlite3_stmt* find_origin(sqlite3* db, int64_t given, int64_t change) {
  if (origin == NULL) {
    origin = prepare(
        db, change == 0 ? "SELECT c.at, g.email, c.reason, c.ticket FROM change_set c LEFT JOIN user g"
                          " ON g.id = c.actor WHERE c.id = ?1"
                        : "SELECT c.at, (SELECT email FROM user WHERE id = c.actor AND since <= ?2 UNION ALL SELECT"
                          " email FROM user_history WHERE id = c.actor AND since <= ?2 AND until > ?2), c.reason,"
                          " c.ticket FROM change_set c WHERE c.id = ?1");
  }
  sqlite3_reset(origin);
  sqlite3_bind_int64(origin, 1, given);
  if (change != 0) sqlite3_bind_int64(origin, 2, change);
  if (sqlite3_step(origin) != SQLITE_ROW) stop(db, "origin");
  return origin;
}

/* Since when assignment `id` has been in force without a break: its rows, newest first, as long as one led to the next.
 * All that is for the whole organisation, as `grants` has it. */
static int64_t held_since(sqlite3* db, int64_t id, int64_t change) {
  if (stretches == NULL) {
    stretches =
        prepare(db,
                "SELECT s.since, s.until, c.at, max(c.at, coalesce(s.starts_at, 0)), s.expires_at, s.location_id"
                " FROM (SELECT since, 0 AS until, starts_at, expires_at, location_id FROM assignment"
                " WHERE id = ?1 UNION ALL SELECT since, until, starts_at, expires_at, location_id"
                " FROM assignment_history WHERE id = ?1) s JOIN change_set c ON c.id = s.since"
                " WHERE ?2 = 0 OR s.since <= ?2 ORDER BY s.since DESC");
  }
  sqlite3_reset(stretches);
  sqlite3_bind_int64(stretches, 1, id);
  sqlite3_bind_int64(stretches, 2, change);
  int64_t since = 0, written = 0, begin = 0;
  for (int first = 1; sqlite3_step(stretches) == SQLITE_ROW; first = 0) {
    const int64_t earlier = sqlite3_column_int64(stretches, 3);
    const int leads = sqlite3_column_int64(stretches, 1) == since && is_null(stretches, 5) && begin == written &&
                      earlier <= written && (is_null(stretches, 4) || sqlite3_column_int64(stretches, 4) >= written);
    if (!first && !leads) break;
    since = sqlite3_column_int64(stretches, 0);
    written = sqlite3_column_int64(stretches, 2);
    begin = earlier;
  }
  return begin;
}

static void print_path(sqlite3* db, sqlite3_stmt* row, int64_t change) {
  const int64_t given = sqlite3_column_int64(row, 4);
  sqlite3_stmt* const origin = find_origin(db, given, change);
  printf("{\"role\":\"%s\",\"location\":null", text_of(row, 0));
  print_time("assigned_at", origin, 0);
  print_field("assigned_by", text_of(origin, 1));
  print_field("reason", text_of(origin, 2));
  print_field("ticket", text_of(origin, 3));
  printf(",\"change\":%lld", (long long)given);
  print_field("bundle", text_of(row, 5));
  print_time("starts_at", row, 2);
  print_time("expires_at", row, 3);
  char since[kTimeSize + 1];
  format_time(held_since(db, sqlite3_column_int64(row, 6), change), since);
  print_field("held_since", since);
  putchar('}');
}

int main(int argc, char** argv) {
  if (argc < 5) stop(NULL, "floor_access can|explain STORE EMAIL ROLE,ROLE... [CHANGE]");
  const int explain = strcmp(argv[1], "explain") == 0;
  const int64_t change = argc > 5 ? atoll(argv[5]) : 0;
  sqlite3* const db = open_store(argv[2], 0);
  now = change == 0 ? (int64_t)time(NULL) : time_of(db, change);
  sqlite3_stmt* const assignments = find_assignments(db, find_active(db, argv[3], change), change);
  int found = 0;
  int step = 0;
  if (explain) fputs("{\"access\":{\"paths\":[", stdout);
  while ((step = sqlite3_step(assignments)) == SQLITE_ROW) {
    if (!grants(assignments, argv[4])) continue;
    if (explain && found++ > 0) putchar(',');
    if (explain) print_path(db, assignments, change);
    found = 1;
  }
  if (step != SQLITE_DONE) stop(db, "assignments");
  if (explain) fputs("]}}\n", stdout);
  sqlite3_finalize(assignments);
  sqlite3_finalize(origin);
  sqlite3_finalize(stretches);
  sqlite3_close(db);
  return fflush(stdout) != 0 ? 1 : explain || found ? 0 : 10;
}
