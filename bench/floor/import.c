/* floor_import STORE FILE [CREDENTIALS]: adds the people of a CSV file (name,email,roles,job_title,department,
 * usage_location, in this order; roles by `;`) in one transaction, as `pcadmin user import` does: the same tables,
 * triggers and indexes, a temporary password with a BLAKE2b verifier for each person, the credentials file written
 * beside its name and fsynced before the commit, renamed after it, its folder fsynced. Without CREDENTIALS nobody gets
 * a password.
 *
 * Not done: finding out who asks and what they may grant, UTF-8, normal forms, the grammar of addresses and names, role
 * names, duplicates (the UNIQUE index stops the whole import without a word about the line), limits on cells, reports
 * of faults, wiped memory, digests of rows and of the change-set. */
#include "floor.h"

#include <csv.h>
#include <sodium.h>

#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { kColumns = 6, kRowSize = 4096 };

static struct {
  sqlite3* db;
  sqlite3_stmt *user, *assignment, *credential;
  FILE* credentials;
  int64_t now, change;
  char expires_at[kTimeSize + 1];
  int rows, cells, used;
  char text[kRowSize];
  int begin[kColumns], size[kColumns];
} import;

static void take_cell(void* text, size_t size, void* unused) {
  (void)unused;
  if (import.cells == kColumns || import.used + (int)size > kRowSize) stop(NULL, "row too long");
  memcpy(import.text + import.used, text, size);
  import.begin[import.cells] = import.used;
  import.size[import.cells++] = (int)size;
  import.used += (int)size;
}

static const char* cell(int column) { return import.text + import.begin[column]; }

static int lower_key(char* key) {
  for (int i = 0; i < import.size[1]; ++i) {
    const char c = cell(1)[i];
    key[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  }
  return import.size[1];
}

static int64_t insert_user(const unsigned char* salt) {
  char key[kRowSize];
  const int key_size = lower_key(key);
  bind_text(import.user, 1, cell(0), import.size[0]);
  bind_text(import.user, 2, cell(1), import.size[1]);
  bind_text(import.user, 3, key, key_size);
  for (int i = 3; i < kColumns; ++i) bind_text(import.user, 1 + i, cell(i), import.size[i]);
  bind_blob(import.user, 8, salt, kSaltSize);
  finish(import.db, import.user);
  return sqlite3_last_insert_rowid(import.db);
}

static void insert_assignments(int64_t id) {
  const char* role = cell(2);
  for (int left = import.size[2]; left > 0;) {
    const char* end = memchr(role, ';', (size_t)left);
    const int size = end == NULL ? left : (int)(end - role);
    sqlite3_bind_int64(import.assignment, 1, id);
    bind_text(import.assignment, 2, role, size);
    finish(import.db, import.assignment);
    role += size + 1;
    left -= size + 1;
  }
}

static void insert_credential(int64_t id, const unsigned char* random) {
  char password[kPasswordSize + 1];
  unsigned char verifier[kSaltSize + kHashSize];
  make_password(random, password, verifier);
  sqlite3_bind_int64(import.credential, 1, id);
  bind_blob(import.credential, 2, verifier, sizeof verifier);
  finish(import.db, import.credential);
  fprintf(import.credentials, "%.*s,%.*s,%s,%s,usr_%lld\r\n", import.size[1], cell(1), import.size[0], cell(0),
          password, import.expires_at, (long long)id);
}

static void take_row(int end, void* unused) {
  (void)end;
  (void)unused;
  if (import.rows++ > 0) { /* the first is the header */
    if (import.cells != kColumns) stop(NULL, "row of another length");
    unsigned char random[kSaltSize + 24 + kSaltSize];
    randombytes_buf(random, sizeof random);
    const int64_t id = insert_user(random);
    insert_assignments(id);
    if (import.credentials != NULL) insert_credential(id, random + kSaltSize);
  }
  import.cells = 0;
  import.used = 0;
}

static void parse(const char* file) {
  static char buffer[64 * 1024];
  struct csv_parser parser;
  csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
  const int in = open(file, O_RDONLY);
  if (in < 0) stop(NULL, file);
  for (ssize_t got = 0; (got = read(in, buffer, sizeof buffer)) > 0;) {
    if (csv_parse(&parser, buffer, (size_t)got, take_cell, take_row, NULL) != (size_t)got) stop(NULL, "bad CSV");
  }
  csv_fini(&parser, take_cell, take_row, NULL);
  csv_free(&parser);
  close(in);
}

static void sync_folder(char* file) {
  const int folder = open(dirname(file), O_RDONLY | O_DIRECTORY);
  if (folder < 0 || fsync(folder) != 0) stop(NULL, "folder of the credentials");
  close(folder);
}

static void begin_credentials(const char* file) {
  const int descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (descriptor < 0) stop(NULL, file);
  import.credentials = fdopen(descriptor, "w");
  static char buffer[64 * 1024];
  setvbuf(import.credentials, buffer, _IOFBF, sizeof buffer);
  fputs("email,name,temporary_password,expires_at,id\r\n", import.credentials);
}

int main(int argc, char** argv) {
  if (argc < 3 || argc > 4 || sodium_init() < 0) stop(NULL, "floor_import STORE FILE [CREDENTIALS]");
  char* const file = argv[3]; /* NULL where there is none */
  char partial[kRowSize];
  if (file != NULL) {
    snprintf(partial, sizeof partial, "%s.partial", file);
    begin_credentials(partial);
  }

  import.now = (int64_t)time(NULL);
  format_time(import.now + 259200, import.expires_at);
  sqlite3* db = import.db = open_store(argv[1], 1);
  run(db, "BEGIN IMMEDIATE");
  import.change = insert_change(db, 1, "user import", import.now);
  import.user = prepare(db,
                        "INSERT INTO user (name, email, email_key, job_title, department, usage_location, kind, state,"
                        " created_at, salt, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'member', 'active', ?7, ?8, ?9)");
  sqlite3_bind_int64(import.user, 7, import.now);
  sqlite3_bind_int64(import.user, 9, import.change);
  import.assignment = prepare(db, "INSERT INTO assignment (user_id, role, since) VALUES (?1, ?2, ?3)");
  sqlite3_bind_int64(import.assignment, 3, import.change);
  import.credential = prepare(db,
                              "INSERT INTO credential (user_id, kind, verifier, set_at, set_in, expires_at, noted_in)"
                              " VALUES (?1, 'temporary', ?2, ?3, ?4, ?3 + 259200, ?4)");
  sqlite3_bind_int64(import.credential, 3, import.now);
  sqlite3_bind_int64(import.credential, 4, import.change);
  parse(argv[2]);
  if (file != NULL && (fflush(import.credentials) != 0 || fsync(fileno(import.credentials)) != 0))
    stop(NULL, "credentials");
  run(db, "COMMIT");
  if (file != NULL) {
    fclose(import.credentials);
    if (rename(partial, file) != 0) stop(NULL, file);
    sync_folder(file);
  }
  sqlite3_finalize(import.credential);
  sqlite3_finalize(import.assignment);
  sqlite3_finalize(import.user);
  sqlite3_close(db);
  return 0;
}
