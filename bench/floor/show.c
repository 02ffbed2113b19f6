/* floor_show STORE EMAIL [CHANGE]: prints what `pcadmin user show EMAIL -o json` prints, byte for byte: the record by
 * its e-mail key, the last sign-in, whether a password is pending, every role with how it came about, and what failed
 * sign-ins have locked; with CHANGE, as of that change-set, from the tables of now and of then.
 *
 * Not done: finding out who asks (pcadmin reads the session file and checks session, user, credential and roles),
 * checking the file's header, permissions and schema version, a transaction, parsing the address, controls in text,
 * the order of the catalogue (roles come as they were given), a role held for several locations named once. */
#include "floor.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { kLocking = 100, kLongestDelay = 900 };

static int64_t now; /* or the moment looked back at */

static void print_text(const char* text) {
  if (text == NULL) {
    fputs("null", stdout);
    return;
  }
  putchar('"');
  for (; *text != '\0'; ++text) {
    if (*text == '"' || *text == '\\') putchar('\\');
    putchar(*text);
  }
  putchar('"');
}

static const char* text_of(sqlite3_stmt* row, int column) { return (const char*)sqlite3_column_text(row, column); }

static int is_null(sqlite3_stmt* row, int column) { return sqlite3_column_type(row, column) == SQLITE_NULL; }

static void print_field(const char* name, const char* text) {
  printf(",\"%s\":", name);
  print_text(text);
}

static void print_time(const char* name, sqlite3_stmt* row, int column) {
  if (is_null(row, column)) {
    printf(",\"%s\":null", name);
  } else {
    char time[kTimeSize + 1];
    format_time(sqlite3_column_int64(row, column), time);
    printf(",\"%s\":\"%s\"", name, time);
  }
}

static void print_fields(sqlite3_stmt* row, int column, const char* const names[], int count) {
  for (int i = 0; i < count; ++i) print_field(names[i], text_of(row, column + i));
}

static sqlite3_stmt* find_user(sqlite3* db, const char* email, int64_t change) {
  sqlite3_stmt* const user = prepare(
      db, change == 0
              ? "SELECT u.id, u.name, u.email, u.state, u.kind, u.given_name, u.family_name, u.job_title, u.department,"
                " u.phone, u.usage_location, u.created_at, u.os_account, s.last_at, k.kind = 'temporary', u.since,"
                " coalesce(f.total, 0), f.retry_at FROM user u LEFT JOIN sign_in s ON s.user_id = u.id"
                " LEFT JOIN credential k ON k.user_id = u.id LEFT JOIN failed_sign_in f ON f.user_id = u.id"
                " WHERE u.email_key = ?1"
              : "WITH u AS (SELECT id, name, email, state, kind, given_name, family_name, job_title, department, phone,"
                " usage_location, created_at, os_account, since FROM user WHERE email_key = ?1 AND since <= ?2"
                " UNION ALL SELECT id, name, email, state, kind, given_name, family_name, job_title, department, phone,"
                " usage_location, created_at, os_account, since FROM user_history WHERE email_key = ?1 AND since <= ?2"
                " AND until > ?2) SELECT id, name, email, state, kind, given_name, family_name, job_title, department,"
                " phone, usage_location, created_at, os_account, (SELECT last_at FROM sign_in WHERE user_id = u.id AND"
                " noted_in <= ?2 UNION ALL SELECT last_at FROM sign_in_history WHERE user_id = u.id AND noted_in <= ?2"
                " AND until > ?2), (SELECT kind = 'temporary' FROM credential WHERE user_id = u.id AND noted_in <= ?2"
                " UNION ALL SELECT kind = 'temporary' FROM credential_history WHERE user_id = u.id AND noted_in <= ?2"
                " AND until > ?2), since, 0, NULL FROM u");
  bind_text(user, 1, email, (int)strlen(email));
  if (change != 0) sqlite3_bind_int64(user, 2, change);
  if (sqlite3_step(user) != SQLITE_ROW) stop(NULL, "no such user");
  return user;
}

static sqlite3_stmt* find_assignments(sqlite3* db, int64_t user, int64_t change) {
  sqlite3_stmt* const assignments = prepare(
      db, change == 0
              ? "SELECT a.role, l.partner_id, l.name, c.at, g.email, c.reason, c.ticket, c.id, a.starts_at,"
                " a.expires_at, a.bundle FROM assignment a JOIN change_set c ON c.id = coalesce(a.granted_in, a.since)"
                " LEFT JOIN user g ON g.id = c.actor LEFT JOIN location l ON l.id = a.location_id"
                " WHERE a.user_id = ?1 ORDER BY a.id"
              : "WITH a AS (SELECT id, role, location_id, coalesce(granted_in, since) AS given, starts_at, expires_at,"
                " bundle FROM assignment WHERE user_id = ?1 AND since <= ?2 UNION ALL SELECT id, role, location_id,"
                " coalesce(granted_in, since), starts_at, expires_at, bundle FROM assignment_history WHERE user_id = ?1"
                " AND since <= ?2 AND until > ?2) SELECT a.role, (SELECT partner_id FROM location WHERE id ="
                " a.location_id AND since <= ?2 UNION ALL SELECT partner_id FROM location_history WHERE id ="
                " a.location_id AND since <= ?2 AND until > ?2), (SELECT name FROM location WHERE id = a.location_id"
                " AND since <= ?2 UNION ALL SELECT name FROM location_history WHERE id = a.location_id AND since <= ?2"
                " AND until > ?2), c.at, (SELECT email FROM user WHERE id = c.actor AND since <= ?2 UNION ALL SELECT"
                " email FROM user_history WHERE id = c.actor AND since <= ?2 AND until > ?2), c.reason, c.ticket, c.id,"
                " a.starts_at, a.expires_at, a.bundle FROM a JOIN change_set c ON c.id = a.given ORDER BY a.id");
  sqlite3_bind_int64(assignments, 1, user);
  if (change != 0) sqlite3_bind_int64(assignments, 2, change);
  return assignments;
}

static const char* state_of(sqlite3_stmt* row) {
  if (!is_null(row, 8) && sqlite3_column_int64(row, 8) > now) return "not-begun";
  return !is_null(row, 9) && sqlite3_column_int64(row, 9) <= now ? "expired" : "in-force";
}

static void print_roles(sqlite3* db, sqlite3_stmt* assignments) {
  fputs(",\"roles\":[", stdout);
  int step = 0;
  for (const char* comma = ""; (step = sqlite3_step(assignments)) == SQLITE_ROW;) {
    if (strcmp(state_of(assignments), "in-force") != 0) continue;
    printf("%s\"%s\"", comma, text_of(assignments, 0));
    comma = ",";
  }
  if (step != SQLITE_DONE) stop(db, "roles");
  putchar(']');
  sqlite3_reset(assignments);
}

static void print_assignments(sqlite3* db, sqlite3_stmt* assignments) {
  static const char* const places[] = {"location", "location_name"};
  static const char* const words[] = {"assigned_by", "reason", "ticket"};
  fputs(",\"assignments\":[", stdout);
  int step = 0;
  for (const char* comma = ""; (step = sqlite3_step(assignments)) == SQLITE_ROW; comma = ",") {
    printf("%s{\"role\":\"%s\"", comma, text_of(assignments, 0));
    print_fields(assignments, 1, places, 2);
    print_field("state", state_of(assignments));
    print_time("assigned_at", assignments, 3);
    print_fields(assignments, 4, words, 3);
    printf(",\"change\":%lld", (long long)sqlite3_column_int64(assignments, 7));
    print_time("starts_at", assignments, 8);
    print_time("expires_at", assignments, 9);
    print_field("bundle", text_of(assignments, 10));
    putchar('}');
  }
  if (step != SQLITE_DONE) stop(db, "assignments");
  putchar(']');
}

static void print_lock(sqlite3_stmt* user) {
  const int64_t total = sqlite3_column_int64(user, 16);
  const int64_t wait = sqlite3_column_int64(user, 17) - now;
  const int waits = total < kLocking && wait > 0 && wait <= kLongestDelay;
  printf(",\"failed_sign_ins\":%lld,\"locked\":%s", (long long)total, total < kLocking ? "false" : "true");
  if (waits) {
    print_time("retry_at", user, 17);
  } else {
    fputs(",\"retry_at\":null", stdout);
  }
}

int main(int argc, char** argv) {
  if (argc < 3) stop(NULL, "floor_show STORE EMAIL [CHANGE]");
  const int64_t change = argc > 3 ? atoll(argv[3]) : 0;
  sqlite3* const db = open_store(argv[1], 0);
  now = change == 0 ? (int64_t)time(NULL) : time_of(db, change);
  sqlite3_stmt* const user = find_user(db, argv[2], change);
  sqlite3_stmt* const assignments = find_assignments(db, sqlite3_column_int64(user, 0), change);

  printf("{\"user\":{\"id\":\"usr_%lld\"", (long long)sqlite3_column_int64(user, 0));
  print_field("name", text_of(user, 1));
  print_field("email", text_of(user, 2));
  print_roles(db, assignments);
  static const char* const names[] = {"state",     "kind",       "given_name", "family_name",
                                      "job_title", "department", "phone",      "usage_location"};
  print_fields(user, 3, names, 8);
  print_time("created_at", user, 11);
  print_field("os_account", text_of(user, 12));
  print_time("last_sign_in", user, 13);
  printf(",\"password_pending\":%s", sqlite3_column_int(user, 14) != 0 ? "true" : "false");
  print_assignments(db, assignments);
  printf(",\"change\":%lld", (long long)sqlite3_column_int64(user, 15));
  print_lock(user);
  fputs("}}\n", stdout);
  sqlite3_finalize(assignments);
  sqlite3_finalize(user);
  sqlite3_close(db);
  return fflush(stdout) != 0;
}
