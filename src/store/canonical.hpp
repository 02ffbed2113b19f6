#pragma once

#include "engine.hpp"

#include "pcadmin/store/changes.hpp"

#include <sodium.h>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Rows and change-sets in the one form that is digested. docs/history.md writes it down byte for byte.
namespace pcadmin::store {

/// BLAKE2b-256 over fields, each framed with its type and length so that no two lists of fields look alike.
class Hasher {
 public:
  /// `purpose` keeps digests of different things apart.
  explicit Hasher(std::string_view purpose);
  Hasher& add(std::string_view text);
  Hasher& add(std::int64_t number);
  Hasher& add(const Digest& digest);
  Hasher& add(const std::optional<std::string>& text);
  Hasher& add(std::optional<std::int64_t> number);
  Digest finish();

 private:
  void frame(char type, const void* bytes, std::size_t size);
  void put(const void* bytes, std::size_t size);
  void drain();

  crypto_generichash_state state_;
  std::array<unsigned char, 1024> waiting_;  ///< a row is some fifty short pieces: hashed together they cost a third
  std::size_t waiting_count_ = 0;
};

/// The tables whose rows the history covers, sorted by name.
inline constexpr std::array<std::string_view, 18> kBusinessTables = {
    "assignment", "association", "bundle",   "designation",  "designation_metric", "directory_link", "domain",
    "erasure",    "known_skill", "location", "organization", "profile_link",       "request",        "setting",
    "skill",      "support",     "token",    "user"};

/// How to read a business table's rows by change-set.
struct BusinessTable {
  std::string name;
  int id = 0;                        ///< the place of column `id`
  std::vector<std::string> columns;  ///< all but `until`, in the order of the table
  std::string written;               ///< SQL: rows that change-set ?1 wrote, current or past, by id
  std::string ended;                 ///< SQL: id and since of the rows that change-set ?1 ended, by id
};
std::vector<BusinessTable> business_tables(const Database& db);

/// A value as it stands in a table.
struct Cell {
  enum class Type { null, integer, text, blob };
  Type type = Type::null;
  std::int64_t integer = 0;
  std::string_view bytes{};
};
/// A row of `table`, by its columns.
Digest digest_cells(const BusinessTable& table, std::span<const Cell> row);
/// The row a statement of `table.written` stands on, as it is.
Digest digest_row(const BusinessTable& table, const Query& row);

/// What somebody said of a change-set, and by which means they acted. Personal data: may be erased.
struct ChangeWords {
  std::string salt;
  std::string os_user;
  std::string command;
  std::optional<std::string> reason{};
  std::optional<std::string> ticket{};
  std::optional<std::string> via{};
};
/// `words_digest` of a change-set.
Digest digest_words(const ChangeWords& words);

/// A change-set's own fields, as far as they are digested.
struct DigestedChange {
  std::int64_t id = 0;
  std::int64_t at = 0;
  std::optional<std::int64_t> actor{};
  std::string outcome;
  Digest words_digest{};
};

/// Those of a change-set of the store.
DigestedChange digested_change(const Database& db, std::int64_t change);
/// The digest of the change-set before; of the first, the first link.
Digest digest_before(const Database& db, std::int64_t change);

/// The digest of a change-set, row by row, in the order that docs/history.md tells.
class ChangeHasher {
 public:
  ChangeHasher(const DigestedChange& change, const Digest& previous);
  void add_written(std::string_view table, const Digest& row);
  void add_ended(std::string_view table, std::int64_t id, std::int64_t since);
  Digest finish() { return hasher_.finish(); }

 private:
  Hasher hasher_;
};

struct ChangeDigest {
  Digest digest;
  std::int64_t rows;  ///< how many rows it covers
};
/// What stands for a row in its change-set's digest: the digest of the row, or of what it was before it was erased.
using RowDigest = std::function<Digest(const BusinessTable&, const Query&)>;
ChangeDigest digest_change(const Database& db, const std::vector<BusinessTable>& tables, const DigestedChange& change,
                           const Digest& previous, const RowDigest& digest_of = digest_row);

/// What the chain begins with: a digest over the store's own random id.
Digest first_link(const Database& db);

/// The 32 bytes of a digest column; all zero when it has another length.
Digest to_digest(const std::string& blob);

}  // namespace pcadmin::store
