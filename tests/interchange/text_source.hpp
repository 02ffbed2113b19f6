#pragma once

#include "pcadmin/interchange/people_reader.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>

namespace pcadmin::test {

/// A file that is a text, given at most `chunk` bytes at a time. The text must outlive it.
class TextSource final : public interchange::ByteSource {
 public:
  explicit TextSource(std::string_view text, std::size_t chunk = 64 * 1024) : text_(text), chunk_(chunk) {}

  std::size_t read(std::span<char> into) override {
    const auto count = std::min({text_.size(), into.size(), chunk_});
    std::memcpy(into.data(), text_.data(), count);
    text_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view text_;
  std::size_t chunk_;
};

}  // namespace pcadmin::test
