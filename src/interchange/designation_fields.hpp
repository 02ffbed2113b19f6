#pragma once

#include "interchange/place_faults.hpp"
#include "interchange/policy_node.hpp"

#include "pcadmin/base/result.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pcadmin::interchange {

/// An object of a file of designations, whose fields are asked for one by one. What is wrong with them goes to
/// `faults`, with the pointer to it.
class DesignationFields {
 public:
  /// Tells of fields that are not among `known`, and of those that stand there twice; `passed_over` may be there.
  DesignationFields(const PolicyNode& object, std::string pointer, std::span<const std::string_view> known,
                    PlaceFaults& faults, std::string_view passed_over = "");

  const PolicyNode& object() const { return object_; }
  /// The pointer to the field, or for an empty name to the object.
  std::string pointer(std::string_view field) const;
  /// nullptr: not there, or null.
  const PolicyNode* find(std::string_view field) const;
  /// That it is not there, or is nothing that it can be.
  void miss(std::string_view field);
  void structure(const PolicyNode& node, std::string_view field, std::string message);
  void add(const PolicyNode& node, std::string_view field, const Failure& failure);

  /// A text, or a number as a text; nullopt: not there, or told as a fault.
  template <class Parse>
  auto read(std::string_view field, Parse parse) -> std::optional<typename decltype(parse(""))::value_type> {
    const auto* const node = find(field);
    return node == nullptr ? std::nullopt : read_node(*node, field, parse);
  }
  /// The same of a node that was found before.
  template <class Parse>
  auto read_node(const PolicyNode& node, std::string_view field, Parse parse)
      -> std::optional<typename decltype(parse(""))::value_type> {
    if (node.kind != PolicyNode::Kind::text && node.kind != PolicyNode::Kind::other) {
      structure(node, field, "here stands one value");
      return std::nullopt;
    }
    auto value = parse(node.text);
    if (value) return std::move(*value);
    add(node, field, value.error());
    return std::nullopt;
  }
  /// Must be there.
  template <class Parse>
  auto need(std::string_view field, Parse parse) {
    if (find(field) == nullptr) miss(field);
    return read(field, parse);
  }

 private:
  const PolicyNode& object_;
  std::string pointer_;
  PlaceFaults& faults_;
  std::vector<std::pair<std::string_view, const PolicyNode*>> found_{};
};

/// From 0 to the most that a metric may need. Fails with code `invalid-people`.
Result<std::int64_t> parse_people(std::string_view text);
/// The same from 1.
Result<std::int64_t> parse_some_people(std::string_view text);
/// Fails with code `invalid-yes-no`.
Result<bool> parse_yes_no(std::string_view text);

}  // namespace pcadmin::interchange
