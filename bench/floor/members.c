/* floor_members STORE ROLE: prints what `pcadmin role members ROLE -o csv` prints, byte for byte, with the same query
 * and in the same order.
 *
 * Not done: finding out who asks, checking the file, a transaction, reading any value as what it means, and what
 * keeps a spreadsheet from taking a cell for a formula. */
#include "floor.h"

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

int main(int argc, char** argv) {
  if (argc != 3) stop(NULL, "floor_members STORE ROLE");
  static char buffer[64 * 1024];
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  sqlite3* db = open_store(argv[1], 0);
  sqlite3_stmt* members = prepare(
      db,
      "SELECT u.id, u.name, u.email, a.role, u.state, u.state = 'active' AND coalesce(k.kind = 'chosen', false),"
      " c.at, g.email, c.reason FROM assignment a INDEXED BY assignment_by_role"
      " CROSS JOIN user u ON u.id = a.user_id LEFT JOIN credential k ON k.user_id = u.id"
      " JOIN change_set c ON c.id = a.since LEFT JOIN user g ON g.id = c.actor"
      " WHERE a.role = ?1 ORDER BY a.user_id");
  bind_text(members, 1, argv[2], (int)strlen(argv[2]));
  fputs("id,name,email,role,state,can_sign_in,assigned_at,assigned_by,reason\r\n", stdout);
  int step = 0;
  while ((step = sqlite3_step(members)) == SQLITE_ROW) {
    char time[kTimeSize + 1];
    format_time(sqlite3_column_int64(members, 6), time);
    printf("usr_%lld,", (long long)sqlite3_column_int64(members, 0));
    for (int column = 1; column < 5; ++column) {
      print_cell((const char*)sqlite3_column_text(members, column));
      putchar(',');
    }
    printf("%s,%s,", sqlite3_column_int(members, 5) != 0 ? "true" : "false", time);
    print_cell((const char*)sqlite3_column_text(members, 7));
    putchar(',');
    print_cell((const char*)sqlite3_column_text(members, 8));
    fputs("\r\n", stdout);
  }
  if (step != SQLITE_DONE) stop(db, "members");
  sqlite3_finalize(members);
  sqlite3_close(db);
  return fflush(stdout) != 0;
}
