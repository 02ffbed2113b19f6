#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/email.hpp"
#include "pcadmin/domain/filter.hpp"

#include <algorithm>
#include <compare>

namespace pcadmin::domain {

namespace {

bool in_order(FilterTest test, std::strong_ordering order) {
  switch (test) {
    case FilterTest::less:
      return order < 0;
    case FilterTest::at_most:
      return order <= 0;
    case FilterTest::greater:
      return order > 0;
    case FilterTest::at_least:
      return order >= 0;
    default:
      return order == 0;
  }
}

bool compares(FilterTest test, Time value, const TimeSpan& span) {
  switch (test) {
    case FilterTest::less:
      return value < span.begin;
    case FilterTest::at_most:
      return value < span.end;
    case FilterTest::greater:
      return value >= span.end;
    case FilterTest::at_least:
      return value >= span.begin;
    default:
      return value >= span.begin && value < span.end;
  }
}

/// Where an id of another kind stands is nobody's guess: no comparison with it is true.
bool compares(FilterTest test, std::string_view value, const PrefixedId& id) {
  const auto own = PrefixedId::parse(value);
  return own && own->prefix == id.prefix && in_order(test, own->number <=> id.number);
}

/// The form in which texts of this type are compared.
std::string key_of(std::string_view value, FieldType type) {
  if (type == FieldType::word || type == FieldType::role) return std::string(value);
  if (type == FieldType::email) {
    if (const auto email = Email::parse(value)) return email->key();
  }
  return is_utf8(value) ? to_fold_key(value) : std::string(value);
}

bool text_compares(const FilterComparison& compare, std::string_view value, const FilterOperand& operand) {
  if (const auto* const span = std::get_if<TimeSpan>(&operand)) {
    auto time = parse_rfc3339(value);
    if (!time) time = parse_date(value);
    return time && compares(compare.test, *time, *span);
  }
  if (const auto* const id = std::get_if<PrefixedId>(&operand)) return compares(compare.test, value, *id);
  const auto* const text = std::get_if<std::string>(&operand);
  if (text == nullptr) return false;
  if (compare.test == FilterTest::like) return is_utf8(value) && glob_matches(*text, value);
  return in_order(compare.test, key_of(value, compare.type) <=> *text);
}

struct Compares {
  const FilterComparison& compare;
  const FilterOperand& operand;

  bool operator()(std::monostate) const { return false; }
  bool operator()(bool value) const {
    const auto* const wanted = std::get_if<bool>(&operand);
    return wanted != nullptr && *wanted == value;
  }
  bool operator()(std::int64_t value) const {
    const auto* const number = std::get_if<std::int64_t>(&operand);
    return number != nullptr && in_order(compare.test, value <=> *number);
  }
  bool operator()(std::string_view value) const { return text_compares(compare, value, operand); }
  bool operator()(std::span<const std::string> values) const {
    return std::ranges::any_of(values, [&](const auto& value) { return text_compares(compare, value, operand); });
  }
};

bool is_missing(const FieldValue& value) {
  if (const auto* const text = std::get_if<std::string_view>(&value)) return text->empty();
  if (const auto* const list = std::get_if<std::span<const std::string>>(&value)) return list->empty();
  return std::holds_alternative<std::monostate>(value);
}

bool holds(const FilterComparison& compare, const FieldValue& value) {
  if (compare.test == FilterTest::empty) return is_missing(value);
  if (is_missing(value)) return false;
  return std::ranges::any_of(compare.values, [&](const auto& operand) {
    return std::visit(Compares{compare, operand}, value);
  });
}

}  // namespace

bool passes(const Filter& filter, const std::function<FieldValue(std::size_t place)>& value_at) {
  const auto part_passes = [&](const Filter& part) { return passes(part, value_at); };
  switch (filter.kind) {
    case Filter::Kind::any:
      return std::ranges::any_of(filter.parts, part_passes);
    case Filter::Kind::all:
      return std::ranges::all_of(filter.parts, part_passes);
    case Filter::Kind::compare:
      break;
  }
  return holds(filter.compare, value_at(filter.compare.place)) != filter.compare.negated;
}

}  // namespace pcadmin::domain
