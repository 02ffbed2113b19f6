/* floor_members STORE ROLE [CHANGE]: prints what `pcadmin role members ROLE -o csv` prints of the fields id, name,
 * email, role, state, can_sign_in, assigned_at, assigned_by, reason and expires_at, byte for byte and in the same
 * order; with CHANGE, as of that change-set, from the tables of now and of then.
 *
 * Not done: finding out who asks, checking the file, a transaction, reading any value as what it means, and what
 * keeps a spreadsheet from taking a cell for a formula. */
#include "floor.h"

#include <stdlib.h>
#include <string.h>

static void print_cell(const char* text) {
  if (text == NULL) return;
  if (strpbrk(text, ",\"\r\n") == NULL) {
    fputs(text, stdout);
    return;
  }
  putchar('"');
  for (; *text != '\0'; ++text) {
    if (*text == '"') putchar('"');
    putchar(*text);
  }
  putchar('"');
}

static void print_time(sqlite3_stmt* row, int column) {
  if (sqlite3_column_type(row, column) == SQLITE_NULL) return;
  char time[kTimeSize + 1];
  format_time(sqlite3_column_int64(row, column), time);
  fputs(time, stdout);
}

/* As it is now: one query. */
static sqlite3_stmt* members_now(sqlite3* db) {
  return prepare(
      db,
      "SELECT u.id, u.name, u.email, a.role, u.state, u.state = 'active' AND coalesce(k.kind = 'chosen', false) AND"
      " coalesce(f.total, 0) < 100, c.at, g.email, c.reason, a.expires_at"
      " FROM assignment a INDEXED BY assignment_by_role CROSS JOIN user u ON u.id = a.user_id"
      " LEFT JOIN credential k ON k.user_id = u.id LEFT JOIN failed_sign_in f ON f.user_id = u.id"
      " JOIN change_set c ON c.id = coalesce(a.granted_in, a.since) LEFT JOIN user g ON g.id = c.actor"
      " WHERE a.role = ?1 AND (a.expires_at IS NULL OR a.expires_at > unixepoch())"
      " AND (a.starts_at IS NULL OR a.starts_at <= unixepoch()) ORDER BY a.user_id");
}

/* As it was: each table of now with what was there then, by the index each has. */
static sqlite3_stmt* members_then(sqlite3* db) {
  return prepare(
      db,
      "WITH a AS (SELECT user_id, role, expires_at, starts_at, coalesce(granted_in, since) AS given FROM assignment"
      " WHERE role = ?1 AND since <= ?2 UNION ALL SELECT user_id, role, expires_at, starts_at, coalesce(granted_in,"
      " since) FROM assignment_history WHERE role = ?1 AND since <= ?2 AND until > ?2)"
      " SELECT a.user_id, (SELECT name FROM user WHERE id = a.user_id AND since <= ?2 UNION ALL SELECT name FROM"
      " user_history WHERE id = a.user_id AND since <= ?2 AND until > ?2), (SELECT email FROM user WHERE id = a.user_id"
      " AND since <= ?2 UNION ALL SELECT email FROM user_history WHERE id = a.user_id AND since <= ?2 AND until > ?2),"
      " a.role, (SELECT state FROM user WHERE id = a.user_id AND since <= ?2 UNION ALL SELECT state FROM user_history"
      " WHERE id = a.user_id AND since <= ?2 AND until > ?2) AS state, coalesce((SELECT kind = 'chosen' FROM credential"
      " WHERE user_id = a.user_id AND noted_in <= ?2 UNION ALL SELECT kind = 'chosen' FROM credential_history WHERE"
      " user_id = a.user_id AND noted_in <= ?2 AND until > ?2), false), c.at, (SELECT email FROM user WHERE id = "
      "c.actor"
      " AND since <= ?2 UNION ALL SELECT email FROM user_history WHERE id = c.actor AND since <= ?2 AND until > ?2),"
      " c.reason, a.expires_at FROM a JOIN change_set c ON c.id = a.given, (SELECT at FROM change_set WHERE id = ?2) m"
      " WHERE (a.expires_at IS NULL OR a.expires_at > m.at) AND (a.starts_at IS NULL OR a.starts_at <= m.at)"
      " ORDER BY a.user_id");
}

int main(int argc, char** argv) {
  if (argc < 3) stop(NULL, "floor_members STORE ROLE [CHANGE]");
  static char buffer[64 * 1024];
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  sqlite3* const db = open_store(argv[1], 0);
  sqlite3_stmt* const members = argc > 3 ? members_then(db) : members_now(db);
  bind_text(members, 1, argv[2], (int)strlen(argv[2]));
  if (argc > 3) sqlite3_bind_int64(members, 2, atoll(argv[3]));
  fputs("id,name,email,role,state,can_sign_in,assigned_at,assigned_by,reason,expires_at\r\n", stdout);
  int step = 0;
  while ((step = sqlite3_step(members)) == SQLITE_ROW) {
    printf("usr_%lld,", (long long)sqlite3_column_int64(members, 0));
    for (int column = 1; column < 5; ++column) {
      print_cell((const char*)sqlite3_column_text(members, column));
      putchar(',');
    }
    const int active = strcmp((const char*)sqlite3_column_text(members, 4), "active") == 0;
    fputs(active && sqlite3_column_int(members, 5) != 0 ? "true," : "false,", stdout);
    print_time(members, 6);
    putchar(',');
    print_cell((const char*)sqlite3_column_text(members, 7));
    putchar(',');
    print_cell((const char*)sqlite3_column_text(members, 8));
    putchar(',');
    print_time(members, 9);
    fputs("\r\n", stdout);
  }
  if (step != SQLITE_DONE) stop(db, "members");
  sqlite3_finalize(members);
  sqlite3_close(db);
  return fflush(stdout) != 0;
}
