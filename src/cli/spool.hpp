#pragma once

#include "pcadmin/cli/world.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace pcadmin::cli {

/// A temporary file that has no name and goes with its descriptor, mode 0600, in $TMPDIR. Throws `Error` `spool-failed`
/// (kind invalid); `what` cannot be kept then.
int open_nameless(const World& world, std::string_view what);
/// Throws the same, with why by `errno`.
[[noreturn]] void throw_no_spool(const World& world, std::string_view what);

/// Records that are too many to be held: in memory while they are few, then in a nameless temporary file. Each is a
/// list of texts, some of them missing.
class Spool {
 public:
  Spool(const World& world, std::string_view what) : world_(world), what_(what) {}
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  /// Texts of the record that is being written.
  void put(const std::optional<std::string_view>& text);
  void put(std::uint64_t number);

  /// The texts of a record, one after the other.
  class Record {
   public:
    explicit Record(std::string_view bytes) : bytes_(bytes) {}
    std::optional<std::string> text();
    std::uint64_t number();

   private:
    std::string_view bytes_;
  };
  /// The record is whole. Throws `spool-failed`.
  void end_record();
  /// All of them in order, until `each` says false; may be called again. Throws `spool-failed`.
  void read(const std::function<bool(Record)>& each);

 private:
  void flush();

  const World& world_;
  std::string_view what_;
  int descriptor_ = -1;
  std::string record_{};
  std::string pending_{};  ///< whole records that are not in the file
};

}  // namespace pcadmin::cli
