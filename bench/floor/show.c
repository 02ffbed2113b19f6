/* floor_show STORE EMAIL: prints what `pcadmin user show EMAIL -o json` prints, byte for byte: the record by its
 * e-mail key, the last sign-in, whether a password is pending, and every role with how it came about.
 *
 * Not done: finding out who asks (pcadmin reads the session file and checks session, user, credential and roles),
 * checking the file's header, permissions and schema version, a transaction, parsing the address, controls in text. */
#include "floor.h"

#include <string.h>

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

static void print_field(const char* name, const char* text) {
  printf(",\"%s\":", name);
  print_text(text);
}

static void print_time(const char* name, sqlite3_stmt* row, int column) {
  if (sqlite3_column_type(row, column) == SQLITE_NULL) {
    printf(",\"%s\":null", name);
  } else {
    char time[kTimeSize + 1];
    format_time(sqlite3_column_int64(row, column), time);
    printf(",\"%s\":\"%s\"", name, time);
  }
}

static void print_roles(sqlite3* db, sqlite3_stmt* assignments) {
  fputs(",\"roles\":[", stdout);
  int step = 0;
  for (const char* comma = ""; (step = sqlite3_step(assignments)) == SQLITE_ROW; comma = ",") {
    printf("%s\"%s\"", comma, text_of(assignments, 0));
  }
  if (step != SQLITE_DONE) stop(db, "roles");
  putchar(']');
  sqlite3_reset(assignments);
}

static void print_assignments(sqlite3* db, sqlite3_stmt* assignments) {
  fputs(",\"assignments\":[", stdout);
  int step = 0;
  for (const char* comma = ""; (step = sqlite3_step(assignments)) == SQLITE_ROW; comma = ",") {
    printf("%s{\"role\":\"%s\"", comma, text_of(assignments, 0));
    print_time("assigned_at", assignments, 1);
    print_field("assigned_by", text_of(assignments, 2));
    print_field("reason", text_of(assignments, 3));
    print_field("ticket", text_of(assignments, 4));
    printf(",\"change\":%lld}", (long long)sqlite3_column_int64(assignments, 5));
  }
  if (step != SQLITE_DONE) stop(db, "assignments");
  putchar(']');
}

int main(int argc, char** argv) {
  if (argc != 3) stop(NULL, "floor_show STORE EMAIL");
  sqlite3* db = open_store(argv[1], 0);
  sqlite3_stmt* user =
      prepare(db,
              "SELECT u.id, u.name, u.email, u.state, u.kind, u.given_name, u.family_name, u.job_title, u.department,"
              " u.phone, u.usage_location, u.created_at, s.last_at, k.kind = 'temporary', u.since FROM user u"
              " LEFT JOIN sign_in s ON s.user_id = u.id LEFT JOIN credential k ON k.user_id = u.id"
              " WHERE u.email_key = ?1");
  bind_text(user, 1, argv[2], (int)strlen(argv[2]));
  if (sqlite3_step(user) != SQLITE_ROW) stop(NULL, "no such user");
  sqlite3_stmt* assignments =
      prepare(db,
              "SELECT a.role, c.at, g.email, c.reason, c.ticket, c.id FROM assignment a JOIN change_set c"
              " ON c.id = a.since LEFT JOIN user g ON g.id = c.actor WHERE a.user_id = ?1 ORDER BY a.id");
  sqlite3_bind_int64(assignments, 1, sqlite3_column_int64(user, 0));

  printf("{\"user\":{\"id\":\"usr_%lld\"", (long long)sqlite3_column_int64(user, 0));
  print_field("name", text_of(user, 1));
  print_field("email", text_of(user, 2));
  print_roles(db, assignments);
  static const char* const names[] = {"state",     "kind",       "given_name", "family_name",
                                      "job_title", "department", "phone",      "usage_location"};
  for (int i = 0; i < 8; ++i) print_field(names[i], text_of(user, 3 + i));
  print_time("created_at", user, 11);
  print_time("last_sign_in", user, 12);
  printf(",\"password_pending\":%s", sqlite3_column_int(user, 13) != 0 ? "true" : "false");
  print_assignments(db, assignments);
  printf(",\"change\":%lld}}\n", (long long)sqlite3_column_int64(user, 14));
  sqlite3_finalize(assignments);
  sqlite3_finalize(user);
  sqlite3_close(db);
  return fflush(stdout) != 0;
}
