/* floor_export STORE: prints what `pcadmin user export` prints, byte for byte.
 *
 * Not done: finding out who asks, checking the file, a transaction, and looking whether roles are left out. */
#include "floor.h"

#include <string.h>

static int needs_quotes(const char* text, size_t size) {
  return size > 0 && (strpbrk(text, ",\"\r\n") != NULL || *text == ' ' || *text == '\t' || text[size - 1] == ' ' ||
                      text[size - 1] == '\t');
}

static void print_cell(const char* text, size_t size) {
  const char* const first = text + strspn(text, "'");
  const int is_formula = *first != '\0' && strchr("=+-@\t\r", *first) != NULL;
  if (!needs_quotes(text, size)) {
    if (is_formula) putchar_unlocked('\'');
    fwrite_unlocked(text, 1, size, stdout);
    return;
  }
  putchar_unlocked('"');
  if (is_formula) putchar_unlocked('\'');
  for (; *text != '\0'; ++text) {
    if (*text == '"') putchar_unlocked('"');
    putchar_unlocked(*text);
  }
  putchar_unlocked('"');
}

int main(int argc, char** argv) {
  if (argc != 2) stop(NULL, "floor_export STORE");
  static char buffer[64 * 1024];
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  sqlite3* const db = open_store(argv[1], 0);
  sqlite3_stmt* const people = prepare(
      db,
      "SELECT u.name, u.email, (SELECT group_concat(a.role, ';') FROM assignment a WHERE a.user_id = u.id AND"
      " a.id NOT IN (SELECT id FROM assignment WHERE expires_at <= unixepoch() UNION ALL SELECT id FROM assignment"
      " WHERE starts_at > unixepoch())), u.given_name, u.family_name, u.kind, u.job_title, u.department, u.phone,"
      " u.usage_location, u.state FROM user u ORDER BY u.email_key");
  fputs("name,email,roles,given_name,family_name,kind,job_title,department,phone,usage_location,state\r\n", stdout);
  int step = 0;
  while ((step = sqlite3_step(people)) == SQLITE_ROW) {
    for (int column = 0; column < 11; ++column) {
      if (column > 0) putchar_unlocked(',');
      const char* const text = (const char*)sqlite3_column_text(people, column);
      if (text != NULL) print_cell(text, (size_t)sqlite3_column_bytes(people, column));
    }
    fputs("\r\n", stdout);
  }
  if (step != SQLITE_DONE) stop(db, "people");
  sqlite3_finalize(people);
  sqlite3_close(db);
  return fflush(stdout) != 0;
}
