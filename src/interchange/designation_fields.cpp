#include "interchange/designation_fields.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/designation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace pcadmin::interchange {

namespace {

constexpr std::size_t kQuoted = 60;
constexpr std::string_view kShape = "pcadmin designation show NAME -o json prints how it looks";

Result<std::int64_t> people_from(std::int64_t least, std::string_view text) {
  constexpr auto kMost = domain::DesignationLimits::kPeople;
  std::int64_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc{} && rest == text.data() + text.size() && number >= least && number <= kMost) return number;
  return fail(
      {.code = "invalid-people",
       .kind = FailureKind::invalid,
       .message = fmt::format("\"{}\" is not a number of people from {} to {}", shorten(text, kQuoted), least, kMost),
       .hint = "a whole number"});
}

}  // namespace

DesignationFields::DesignationFields(const PolicyNode& object, std::string pointer,
                                     std::span<const std::string_view> known, PlaceFaults& faults,
                                     std::string_view passed_over)
    : object_(object), pointer_(std::move(pointer)), faults_(faults) {
  const std::vector<std::string> names(known.begin(), known.end());
  std::set<std::string_view> seen;
  for (const auto& [key, value] : object.members) {
    if (!seen.insert(key.text).second) {
      faults_.add(key.place, this->pointer(key.text), "duplicate-field", key.text, "this field stands there twice",
                  "leave one of them out");
    } else if (std::ranges::find(known, key.text) != known.end()) {
      found_.emplace_back(key.text, &value);
    } else if (key.text != passed_over) {
      const auto near = nearest(key.text, names);
      faults_.add(key.place, this->pointer(key.text), "unknown-field", key.text,
                  fmt::format("there is no field \"{}\" here", shorten(key.text, kQuoted)),
                  (near.empty() ? "" : "nearest: " + join_words(near) + "; ") + "all: " + join_words(names));
    }
  }
}

std::string DesignationFields::pointer(std::string_view field) const {
  if (field.empty()) return pointer_;
  auto pointer = pointer_ + '/';
  for (const char c : shorten(field, kQuoted)) {
    if (c == '~')
      pointer += "~0";
    else
      c == '/' ? void(pointer += "~1") : void(pointer += c);
  }
  return pointer;
}

const PolicyNode* DesignationFields::find(std::string_view field) const {
  const auto found = std::ranges::find(found_, field, &std::pair<std::string_view, const PolicyNode*>::first);
  if (found == found_.end()) return nullptr;
  const auto* const node = found->second;
  return node->kind == PolicyNode::Kind::other && node->text == "null" ? nullptr : node;
}

void DesignationFields::miss(std::string_view field) {
  faults_.add(object_.place, pointer_, "missing-field", "", fmt::format("{} is missing", field), std::string(kShape));
}

void DesignationFields::structure(const PolicyNode& node, std::string_view field, std::string message) {
  faults_.add(node.place, pointer(field), "designation-structure", node.text, std::move(message), std::string(kShape));
}

void DesignationFields::add(const PolicyNode& node, std::string_view field, const Failure& failure) {
  faults_.add(node.place, pointer(field), failure.code, node.text, failure.message, failure.hint);
}

Result<std::int64_t> parse_people(std::string_view text) { return people_from(0, text); }
Result<std::int64_t> parse_some_people(std::string_view text) { return people_from(1, text); }

Result<bool> parse_yes_no(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return fail({.code = "invalid-yes-no",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is neither true nor false", shorten(text, kQuoted)),
               .hint = "true or false, without quotes"});
}

}  // namespace pcadmin::interchange
