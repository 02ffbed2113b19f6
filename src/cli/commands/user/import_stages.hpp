#pragma once

#include "../../command.hpp"

#include <cstdint>
#include <optional>

namespace pcadmin::cli {

/// How far an import is, as its progress line tells it; each step ends it where Ctrl-C has come, by throwing
/// `interrupted`.
class ImportStages {
 public:
  explicit ImportStages(Context& context) : context_(context) {}

  void check() const { context_.world.check_interrupted(); }
  /// Hands on what was read: a row, or the file's end.
  template <class Row>
  std::optional<Row> read(std::optional<Row> row) {
    check();
    if (row) context_.progress.step();
    return row;
  }

  /// The file has been read to its end.
  void make_passwords(std::uint64_t people) {
    context_.progress.begin({.doing = "making passwords", .unit = "people", .whole = people});
  }
  void password_made() {
    check();
    context_.progress.step();
  }

  /// Who is new is written.
  void write(std::uint64_t written, std::uint64_t people) {
    check();
    if (written == 0) context_.progress.begin({.doing = "writing", .unit = "people", .whole = people});
    context_.progress.reach(written);
  }

 private:
  Context& context_;
};

}  // namespace pcadmin::cli
