#include "engine.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace pcadmin::store {

namespace {

Failure store_failure(std::string code, std::string message, std::string hint) {
  return {.code = std::move(code), .kind = FailureKind::store, .message = std::move(message), .hint = std::move(hint)};
}

Failure translate(int code, int extended, const std::string& file, const char* engine_says) {
  switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {.code = "store-busy",
              .kind = FailureKind::busy,
              .message = fmt::format("somebody else is writing to \"{}\"", file),
              .hint = "try again; PCADMIN_BUSY_TIMEOUT sets how many seconds to wait"};
    case SQLITE_FULL:
      return store_failure("store-full", fmt::format("no space is left for \"{}\"", file),
                           "make room and try again; nothing was changed");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return store_failure("store-damaged", fmt::format("\"{}\" is damaged: {}", file, engine_says),
                           "keep a copy of the file, then go back to a backup");
    case SQLITE_READONLY:
      return store_failure("store-read-only", fmt::format("\"{}\" or its folder cannot be written", file),
                           "check its permissions and those of its folder");
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return store_failure("store-unreadable", fmt::format("\"{}\" cannot be opened: {}", file, engine_says),
                           "check its permissions and those of its folder");
    case SQLITE_IOERR:
    case SQLITE_NOLFS:
      return store_failure("store-io",
                           fmt::format("reading or writing \"{}\" failed: {} ({})", file, engine_says, extended),
                           "check the disk and its free space; nothing was changed");
    case SQLITE_ERROR:  // our statements fit our schema: it is the schema that is not ours
      return store_failure("store-damaged", fmt::format("the schema of \"{}\" was changed outside pcadmin", file),
                           "keep a copy of the file, then go back to a backup");
    case SQLITE_NOMEM:
      return store_failure("out-of-memory", "not enough memory", "nothing was changed");
    default:
      // Ops checks, the schema guarantees: a constraint that fails here is a defect of ours.
      return {.code = "bug",
              .kind = FailureKind::bug,
              .message = fmt::format("the store refused a statement: {} ({})", engine_says, extended),
              .hint = "nothing was changed; please report this"};
  }
}

}  // namespace

void throw_engine_error(const SQLite::Exception& error, const std::filesystem::path& file) {
  throw Error(translate(error.getErrorCode() & 0xff, error.getExtendedErrorCode(), file.string(),
                        sqlite3_errstr(error.getErrorCode())));
}

}  // namespace pcadmin::store
