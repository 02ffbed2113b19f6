#pragma once

#include "new_people_rows.hpp"

#include <atomic>
#include <cstdint>
#include <future>
#include <optional>
#include <variant>
#include <vector>

/// The digest of a change-set while the people it adds are being written.
namespace pcadmin::store {

/// Computes it in a thread of its own, which touches no SQLite: what others have written by then is read before.
class DigestBeside {
 public:
  /// `people` are sorted, and nothing of them is changed any more but the verifiers.
  DigestBeside(const Database& db, ChangeId change, const NewRows& people);
  /// Stops the thread if nobody wants its result any more.
  ~DigestBeside() { wanted_ = false; }
  DigestBeside(const DigestBeside&) = delete;
  DigestBeside& operator=(const DigestBeside&) = delete;

  /// When all are written, in so many rows: keeps the digest for `close_change`, unless somebody else has written
  /// something meanwhile. Throws what the thread threw.
  void keep_for_closing(Database& db, std::int64_t written);

 private:
  /// A row of somebody else, or all new ones of a table.
  struct Written {
    std::size_t table;
    Digest row;
  };
  struct Ended {
    std::size_t table;
    std::int64_t id;
    std::int64_t since;
  };
  struct New {
    std::size_t table;
  };

  void read_others(const Database& db);
  Digest run() const;
  bool add(ChangeHasher& hasher, const BusinessTable& table, RowSource& rows) const;

  DigestedChange change_;
  Digest previous_;
  NewRows people_;
  std::vector<BusinessTable> tables_;
  std::int64_t rows_changed_;  ///< by this connection, before the people were written
  std::vector<std::variant<Written, Ended, New>> steps_{};
  std::atomic<bool> wanted_ = true;
  std::future<Digest> digest_{};  ///< last: its destructor waits for the thread, which uses all above
};

/// The digest of `change` where it is known already and the change-set is as it was then.
std::optional<Digest> find_known_digest(const Database& db, ChangeId change);

}  // namespace pcadmin::store
