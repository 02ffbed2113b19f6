#pragma once

#include "pcadmin/domain/user.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pcadmin::interchange {

class JsonTree;

/// A value within a `JsonTree`, or none; good until the tree parses again.
class JsonValue {
 public:
  enum class Kind : std::uint8_t { null, boolean, number, text, list, object };

  JsonValue() = default;
  JsonValue(const JsonTree& tree, std::uint32_t node) : tree_(&tree), node_(node) {}

  bool exists() const { return tree_ != nullptr; }
  /// There, and not null.
  bool given() const { return exists() && kind() != Kind::null; }
  bool is(Kind kind) const { return exists() && this->kind() == kind; }
  /// Of a value that exists.
  Kind kind() const;
  /// The key under which it stands in its object, as it is written there; empty in a list.
  std::string_view key() const;
  /// Of a text without its quotes and escapes, of a scalar as it is written; else empty. A password is never kept:
  /// where the key says that it is one, the text is empty.
  std::string_view text() const;

  /// The value under `key`, in any letter case; none when this is no object or has no such key.
  JsonValue find(std::string_view key) const;
  /// The values of a list or an object in the order of the file.
  JsonValue first() const;
  JsonValue next() const;

 private:
  const JsonTree* tree_ = nullptr;
  std::uint32_t node_ = 0;
};

/// One JSON value of a file, with its keys in any letter case. Reuses its memory from value to value.
class JsonTree {
 public:
  static constexpr std::size_t kDepth = 16;   ///< objects and lists within one another
  static constexpr std::size_t kKeys = 256;   ///< of one object
  static constexpr std::size_t kFaults = 20;  ///< told of one value

  /// Everything that is wrong with `text`, whose beginning is on `line`; nothing when it was read. Codes:
  /// `json-syntax`, `not-utf8`, `nul-byte`, on the line of the place; `json-too-deep`, `duplicate-field` (also for keys
  /// that differ only in letter case), `too-many-fields`, on the line of the beginning.
  std::vector<domain::RowFault> parse(std::string_view text, std::uint64_t line);
  /// Whether the last text was no JSON at all, so that nobody knows where it was meant to end.
  bool is_broken() const { return broken_; }
  /// The byte of it from which on it is none.
  std::size_t broken_at() const { return broken_at_; }
  /// Of a text without faults.
  JsonValue root() const { return {*this, 0}; }
  /// How many passwords there were, which were not kept.
  std::size_t passwords() const { return passwords_; }

 private:
  friend class JsonValue;
  class Builder;

  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Node {
    JsonValue::Kind kind = JsonValue::Kind::null;
    std::uint32_t first = kNone;
    std::uint32_t next = kNone;
    std::string key{};
    std::string text{};
  };

  std::vector<Node> nodes_;  ///< never made smaller, for the sake of their texts' memory
  std::uint32_t count_ = 0;
  std::size_t passwords_ = 0;
  bool broken_ = false;
  std::size_t broken_at_ = 0;
};

/// `password`, `temporary_password`, `userPassword` and the like: what stands there is nothing we keep.
bool names_a_password(std::string_view key);

std::size_t count_characters(std::string_view text);
/// The line of byte `at` of `text`, whose beginning is on `line`.
std::uint64_t line_at(std::string_view text, std::size_t at, std::uint64_t line);

}  // namespace pcadmin::interchange
