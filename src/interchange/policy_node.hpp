#pragma once

#include "pcadmin/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What a YAML or JSON file says, with the place of everything in it.
namespace pcadmin::interchange {

/// In characters, from 1.
struct Place {
  std::size_t line = 1;
  std::size_t column = 1;
};

struct PolicyNode {
  enum class Kind { text, other, list, mapping };  ///< other: a number, true, null, where the format tells them apart
  Kind kind = Kind::text;
  Place place{};
  std::string text{};  ///< of `text` and `other`
  bool plain = false;  ///< the text stands in the file as it is, from `place` on, on one line
  std::vector<PolicyNode> items{};
  std::vector<std::pair<PolicyNode, PolicyNode>> members{};
};

/// What stops the reading of a file: it is not even YAML or JSON, or more of it than is read.
struct PolicySyntaxError {
  Place place;
  std::string code;
  std::string message;
  std::string hint;
};

/// Builds a tree out of what a parser tells, in the order of the file.
class PolicyTree {
 public:
  /// Throws `PolicySyntaxError` beyond the limits of depth and size.
  void open(PolicyNode::Kind kind, Place place);
  void close();
  void add(PolicyNode scalar);
  /// The whole; call it once, when everything is closed.
  PolicyNode take() { return std::move(root_); }

 private:
  void put(PolicyNode node);

  struct Level {
    PolicyNode node;
    std::vector<PolicyNode> key{};  ///< of a mapping: the key whose value is awaited, or none
  };
  std::vector<Level> open_{};
  std::size_t nodes_ = 0;
  PolicyNode root_{};
};

/// Both take UTF-8 without a byte order mark, and throw `PolicySyntaxError`.
PolicyNode parse_policy_yaml(std::string_view text);
PolicyNode parse_policy_json(std::string_view text);

}  // namespace pcadmin::interchange
