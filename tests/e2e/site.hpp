#pragma once

#include "e2e/process.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <sys/types.h>

/// A place of a test's own with a store in it, and pcadmin as somebody there would run it.
namespace pcadmin::e2e {

inline constexpr std::string_view kAdaPassword = "violet engine weaves algebra";
inline constexpr std::string_view kOtherPassword = "seven herons cross the marsh";

/// A folder that goes when its test goes.
class Site {
 public:
  Site();
  ~Site();
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  std::filesystem::path folder() const { return folder_; }
  std::filesystem::path store() const { return folder_ / "data/pcadmin/store.db"; }
  std::filesystem::path at(std::string_view name) const { return folder_ / name; }

  /// `pcadmin` with these words, here.
  Spawn spawn(Words words, std::string in = {}) const;
  /// Runs it. Whatever it is, it neither breaks nor sends an escape sequence.
  Outcome run(Words words, std::string in = {}) const;
  static Outcome run(const Spawn& spawn);
  /// Runs what has to succeed, and gives its standard output.
  std::string get(Words words, std::string in = {}) const;

  /// A store with Ada Lovelace, signed in.
  void init() const;
  /// Adds a person and gives the temporary password.
  std::string add_person(const std::string& email, Words roles = {}) const;
  std::size_t people() const;
  /// `audit verify` says the history is whole, at once: nobody holds a lock.
  void require_whole() const;

  void put(std::string_view name, std::string_view text) const;
  /// Another user owns everything here.
  void give_to(uid_t owner) const;

  Environment env{};

 private:
  std::filesystem::path folder_;
};

std::string read_file(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, std::string_view bytes);
mode_t mode_of(const std::filesystem::path& file);
std::size_t count_of(std::string_view text, std::string_view part);

/// The header and this many people, `PREFIX1@contoso.example` and on.
std::string people_csv(const std::string& prefix, std::size_t count);
/// Only the rows, beginning with this number.
std::string people_rows(const std::string& prefix, std::size_t first, std::size_t count);

/// A file that comes as slowly as the test likes: a FIFO.
class SlowFile {
 public:
  explicit SlowFile(const std::filesystem::path& file);
  ~SlowFile();
  SlowFile(const SlowFile&) = delete;
  SlowFile& operator=(const SlowFile&) = delete;

  void write(std::string_view text) const;
  void end();

 private:
  int descriptor_ = -1;
};

/// Whom a lock keeps out: others who write, or, while what was written goes into the file, everybody.
enum class KeepsOut { writers, everybody };

/// Somebody else is writing to the store for as long as this lives.
class HeldLock {
 public:
  explicit HeldLock(const std::filesystem::path& store, KeepsOut whom = KeepsOut::writers);
  ~HeldLock();
  HeldLock(const HeldLock&) = delete;
  HeldLock& operator=(const HeldLock&) = delete;

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

/// Runs SQL on a file that may not exist yet.
void run_sql(const std::filesystem::path& file, const std::string& sql);

/// How often somebody failed to sign in, whoever it was.
std::int64_t failures_in(const std::filesystem::path& store);

/// Says, where nobody can miss it, that a test could not be run here.
void skip_loudly(std::string_view what, std::string_view why);

}  // namespace pcadmin::e2e
