#pragma once

#include "pcadmin/base/result.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace pcadmin::domain {

/// What a bundle of roles is called: 1 to 64 ASCII letters, digits, `.`, `_` and `-`, a letter or digit in front. Two
/// names that differ only in letter case are the same.
class BundleName {
 public:
  /// Fails with code `invalid-bundle-name`, kind invalid.
  static Result<BundleName> parse(std::string_view text);
  /// As it was typed.
  const std::string& text() const { return text_; }
  /// The same for all spellings of a name.
  std::string key() const;
  friend bool operator==(const BundleName& one, const BundleName& other) { return one.key() == other.key(); }

 private:
  explicit BundleName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace pcadmin::domain
