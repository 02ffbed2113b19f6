#pragma once

#include "pcadmin/interchange/people_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace pcadmin::interchange {

/// The lines of a UTF-8 text file, a word each; blanks at both ends and empty lines are left out. Constant memory.
class WordList {
 public:
  static constexpr std::uint64_t kMostLines = 1'000'000;
  static constexpr std::size_t kMostCharacters = 256;

  /// The source must outlive it. Throws as `next`.
  explicit WordList(ByteSource& source);
  ~WordList();
  WordList(const WordList&) = delete;
  WordList& operator=(const WordList&) = delete;

  /// Nullopt at the end of the file. Throws `Error`, kind invalid, with the number of the line: `not-utf8`,
  /// `control-characters`, `text-too-long`, `too-many-lines`; and `empty-file`, when there was no word at all.
  std::optional<std::string> next();

 private:
  std::optional<std::string> next_line();

  class Lines;
  std::unique_ptr<Lines> lines_;
  bool any_ = false;
};

}  // namespace pcadmin::interchange
