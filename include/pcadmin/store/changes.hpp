#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/random.hpp"
#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/filter.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/database.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The history: numbered change-sets, what each wrote and ended, and the chain of digests over them.
/// docs/history.md describes the mechanism and the bytes that are digested.
namespace pcadmin::store {

/// A change-set's number: 1, 2, 3 ... without a gap.
struct ChangeId {
  std::int64_t number = 0;
  friend auto operator<=>(ChangeId, ChangeId) = default;
};

using Digest = std::array<std::byte, 32>;  ///< BLAKE2b-256
std::string to_hex(const Digest& digest);

/// What is known of a change-set when it begins.
struct ChangeHeader {
  Time at;
  std::optional<domain::UserId> actor{};
  std::string os_user;
  std::string command;  ///< as typed, without secrets
  std::optional<std::string> reason{};
  std::optional<std::string> ticket{};
  std::optional<std::string> via{};  ///< `token NAME` or `os-account NAME`; nullopt: a session, or nobody
};

/// Opens the next change-set of this transaction. Its time is `header.at`, or the one before's if that is later: the
/// history's time never runs backwards.
ChangeId begin_change(Database& db, const ChangeHeader& header, Random& random);

/// Puts a name to the actor of a change-set that began without one (a sign-in).
void set_change_actor(Database& db, ChangeId change, domain::UserId actor);

/// Gives a reason to a change-set that began without one (the approval of a request that had one), and a ticket if it
/// has none.
void set_change_reason(Database& db, ChangeId change, const std::string& reason,
                       const std::optional<std::string>& ticket = {});

/// Closes it: the digest over its words, its rows and the digest before. Call it once, last.
void close_change(Database& db, ChangeId change);

/// A change-set that changed nothing: an attempt that was refused with `code`. Opens and closes it.
ChangeId record_refusal(Database& db, const ChangeHeader& header, std::string_view code, Random& random);

/// A change-set as the history tells it.
struct Change {
  ChangeId id;
  Time at;
  std::optional<domain::UserId> actor;
  std::optional<std::string> actor_email;  ///< as of now
  std::string os_user;
  std::string command;
  std::optional<std::string> reason;
  std::optional<std::string> ticket;
  std::optional<std::string> via;
  std::string outcome;  ///< `done`, or the code of the refusal
  Digest digest;
};

/// Whether a filter can be the `where` of `list_changes`; see `filters_users`.
bool filters_changes(const domain::Filter& filter);
/// Newest first, at most `limit` of those that pass `where` (all, where it is nullptr), until `each` says false.
void list_changes(const Database& db, std::optional<std::int64_t> limit, const std::function<bool(const Change&)>& each,
                  const domain::Filter* where = nullptr);
/// Throws `Error` `unknown-change`, kind not_found.
Change get_change(const Database& db, ChangeId id);

/// What a change-set did to one row.
struct Effect {
  enum class What { added, changed, removed };
  struct Field {
    std::string name;
    std::optional<std::string> before;  ///< nullopt: there was none
    std::optional<std::string> after;
  };
  What what;
  std::string table;
  std::int64_t row;
  std::vector<Field> fields;  ///< those that differ, salts and keys left out
};
std::string_view to_string(Effect::What what);

/// By table, what was removed first, and row, until `each` says false. Memory does not grow with their number.
void list_effects(const Database& db, ChangeId change, const std::function<bool(const Effect&)>& each);

/// The chain's end: what to keep elsewhere.
struct Head {
  ChangeId change;
  Digest digest;
  /// `12:9f86d0…` as `audit head` prints it. Fails with `invalid-head`, kind invalid.
  static Result<Head> parse(std::string_view text);
  std::string text() const;
};
std::optional<Head> find_head(const Database& db);

/// One thing that `verify` found wrong.
struct Finding {
  std::string code;  ///< `change-altered`, `change-missing`, `row-orphaned`, `schema-altered`, `engine-damaged`,
                     ///< `head-mismatch`, `tail-cut`
  std::optional<std::int64_t> change;
  std::string message;
};

/// What `user purge` took out of the history, as the purging change-set itself tells it.
struct Erased {
  ChangeId by;
  std::string table;   ///< `change_set` for what was said of change-sets: commands, reasons, tickets, OS users
  std::int64_t row;    ///< of `change_set`: the number of the change-set
  std::int64_t count;  ///< how many states of that row
};

struct Verification {
  std::int64_t changes = 0;  ///< change-sets checked
  std::int64_t rows = 0;     ///< rows checked, current and past
  std::vector<Erased> erased;
  std::vector<Finding> findings;
};

/// Recomputes every digest from the rows themselves and compares; also the numbering, rows that belong to no
/// change-set, the schema with all its triggers, and SQLite's own integrity check. Stops collecting after 100 findings.
Verification verify(const Database& db, const std::optional<Head>& expected);

}  // namespace pcadmin::store
