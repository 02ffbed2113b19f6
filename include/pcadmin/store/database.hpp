#pragma once

#include "pcadmin/base/random.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

/// The store: one SQLite file, its schema, its transactions. The only floor that knows SQL.
///
/// Naming: `find_` gives an optional, `get_` throws not-found, `list_` streams, `insert_`, `update_` and `delete_`
/// write. Functions that read take `const Database&`; functions that write take `Database&`, and only work inside a
/// write `Transaction`. Every failure of the engine is thrown as `Error`: `store-busy` (kind busy), and of kind store
/// `store-damaged`, `store-full`, `store-read-only`, `store-io`.
namespace pcadmin::store {

enum class Access { read, write };

struct OpenOptions {
  Access access = Access::read;
  std::chrono::milliseconds busy_timeout{10'000};  ///< how long to wait for another writer
  /// Called every few milliseconds while somebody else is in the way, with how long that has lasted; and now and then
  /// while one statement takes long. They must not use the store. What they throw ends the wait or the work, and comes
  /// out in place of the engine's failure.
  std::function<void(std::chrono::milliseconds waited)> while_waiting{};
  std::function<void()> while_working{};
};

/// An open store. Not for two threads.
class Database {
 public:
  /// Opens an existing store and brings an older schema up to date (after a verified backup beside it).
  ///
  /// Nothing but the file's first 100 bytes is read before they prove it is a pcadmin store this version knows. Throws
  /// `Error` of kind store: `store-missing`, `store-not-a-file`, `store-empty`, `store-not-sqlite`, `store-not-ours`,
  /// `store-newer`, `store-unreadable`, `store-read-only` (only for Access::write), `store-permissions` (Access::write,
  /// when group or others may read or write the file), `store-damaged`.
  static Database open(const std::filesystem::path& file, OpenOptions options);

  /// Makes a store in a file of its own beside `file` and puts it in place, whole, in `publish()`. Throws `Error`
  /// `store-exists` (kind conflict) when `file` is there already, or kind store when the place cannot be written. The
  /// folder is made with mode 0700, the file with 0600, whatever the umask.
  static Database create(const std::filesystem::path& file, Random& random, OpenOptions options);
  /// After commit: the new store takes its name, and its folder entry is on disk. Throws `store-exists` when
  /// somebody else was faster; then nothing is left of this one.
  void publish();

  /// A fresh store that lives and dies with this object; for tests.
  static Database in_memory(Random& random);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  /// Group or others may read the file: for a warning on reading.
  bool exposed() const;
  /// The file itself cannot be written (permissions, read-only medium).
  bool read_only() const;
  /// From here on, how long to wait for another writer.
  void wait_at_most(std::chrono::milliseconds time);
  /// Random, fixed when the store was made, in hexadecimal: tells stores apart wherever they are moved.
  std::string uid() const;

  struct Engine;  ///< src/store/engine.hpp
  Engine& engine() { return *engine_; }
  const Engine& engine() const { return *engine_; }

 private:
  friend class Transaction;
  explicit Database(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

/// One transaction; rolled back unless committed. A writing one waits for its turn when it begins, never later.
class Transaction {
 public:
  Transaction(Database& database, Access access);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// When this returns, everything is on disk and survives a power cut.
  void commit();
  /// For a transaction that has only read, when the process is about to end: it is left to the system to take locks and
  /// memory back, with those of the store, which must not be used again. That is quicker by a tenth of a short
  /// command. Does nothing where the turn of writing was taken.
  void leave_to_system();

 private:
  Database* database_;
  bool open_ = true;
};

}  // namespace pcadmin::store
