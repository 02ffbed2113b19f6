#pragma once

#include "pcadmin/base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The words and signs of a filter expression.
namespace pcadmin::domain {

struct FilterToken {
  enum class Kind { word, quoted, sign, open, close, comma, unfinished, end };
  Kind kind;
  std::string text;  ///< without its quotes; a sign as written
  std::size_t at;    ///< byte in the expression

  /// A word that is not quoted, in any letter case: quoted, `and` is a value like any other.
  bool is(std::string_view keyword) const;
};

/// All of them, an `end` last. A text whose quote is never closed is `unfinished`.
std::vector<FilterToken> tokens_of(std::string_view expression);

/// `invalid-filter`, pointing at a byte of the expression.
Failure filter_failure(std::string_view expression, std::size_t at, std::string_view message, std::string hint);

}  // namespace pcadmin::domain
