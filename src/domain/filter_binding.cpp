#include "filter_tokens.hpp"
#include "number.hpp"

#include "pcadmin/base/duration.hpp"
#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/email.hpp"
#include "pcadmin/domain/filter.hpp"
#include "pcadmin/domain/role.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace pcadmin::domain {

namespace {

using Node = FilterExpression::Node;

constexpr std::size_t kQuoted = 60;
constexpr std::int64_t kMostNumber = std::numeric_limits<std::int64_t>::max();

FilterTest test_of(FilterOperator op) {
  switch (op) {
    case FilterOperator::less:
      return FilterTest::less;
    case FilterOperator::at_most:
      return FilterTest::at_most;
    case FilterOperator::greater:
      return FilterTest::greater;
    case FilterOperator::at_least:
      return FilterTest::at_least;
    case FilterOperator::like:
      return FilterTest::like;
    case FilterOperator::empty:
    case FilterOperator::not_empty:
      return FilterTest::empty;
    default:
      return FilterTest::equal;
  }
}

bool negates(FilterOperator op) {
  return op == FilterOperator::unequal || op == FilterOperator::not_in || op == FilterOperator::not_empty;
}

bool takes(FieldType type, bool many, FilterTest test) {
  const bool ordered = type == FieldType::text || type == FieldType::email || type == FieldType::id ||
                       type == FieldType::number || type == FieldType::time;
  const bool texts = type == FieldType::text || type == FieldType::email || type == FieldType::id ||
                     type == FieldType::word || type == FieldType::role;
  if (test == FilterTest::empty) return true;
  if (type == FieldType::records) return false;
  if (test == FilterTest::equal) return true;
  return test == FilterTest::like ? texts : ordered && !many;
}

std::string nature_of(const FilterField& field) {
  switch (field.type) {
    case FieldType::email:
      return "an e-mail address";
    case FieldType::id:
      return "an id";
    case FieldType::number:
      return "a number";
    case FieldType::yes_no:
      return "yes or no";
    case FieldType::time:
      return "a time";
    case FieldType::records:
      return "there or not";
    case FieldType::word:
      return "one of a few words";
    case FieldType::role:
      return field.many ? "a list of roles" : "a role";
    default:
      return field.many ? "a list" : "text";
  }
}

std::string operators_of(const FilterField& field) {
  std::string list = takes(field.type, field.many, FilterTest::equal) ? "= != in " : "";
  if (takes(field.type, field.many, FilterTest::less)) list += "< <= > >= ";
  if (takes(field.type, field.many, FilterTest::like)) list += "~ ";
  return list + "is";
}

std::string hint_for(const std::string& word, const std::vector<std::string>& known) {
  const auto near = nearest(word, known);
  return (near.empty() ? "" : fmt::format("nearest: {}; ", join_words(near))) + "all: " + join_words(known);
}

/// Why a value is none of its field's; thrown, because values are read deep in a recursion.
struct BadValue {
  std::string why;
  std::string hint;
};

/// `-90d`, `+12h`: so far from `now`. `now` itself too.
std::optional<Time> relative_time(std::string_view text, Time now) {
  if (to_ascii_lower(text) == "now") return now;
  if (!text.starts_with('-') && !text.starts_with('+')) return std::nullopt;
  const auto length = Duration::parse(text.substr(1));
  if (!length) return std::nullopt;
  return text.front() == '-' ? now - length->seconds() : now + length->seconds();
}

TimeSpan time_span(const std::string& text, Time now) {
  if (const auto day = parse_date(text)) return {*day, *day + std::chrono::days(1)};
  auto moment = parse_rfc3339(text);
  if (!moment) moment = relative_time(text, now);
  if (moment) return {*moment, *moment + std::chrono::seconds(1)};
  throw BadValue{"is no time", "for example 2026-12-31, 2026-12-31T18:00:00Z, now, -90d (90 days ago) or +14d"};
}

std::string role_id(const std::string& text) {
  const auto role = RoleId::parse(text);
  if (!role) throw BadValue{"is no role", role.error().hint};
  return std::string(role->text());
}

std::string email_key(const std::string& text) {
  const auto email = Email::parse(text);
  if (!email) throw BadValue{"is not an e-mail address", "for a part of one write ~: email ~ *@contoso.example"};
  return email->key();
}

std::string known_word(const std::string& text, const FilterField& field) {
  auto word = to_ascii_lower(text);
  if (std::ranges::find(field.words, word) != field.words.end()) return word;
  throw BadValue{"is not one of its words", hint_for(word, {field.words.begin(), field.words.end()})};
}

bool yes_or_no(const std::string& text) {
  const auto word = to_ascii_lower(text);
  if (word == "yes" || word == "true") return true;
  if (word == "no" || word == "false") return false;
  throw BadValue{"is neither yes nor no", "write yes or no"};
}

FilterOperand operand_of(const std::string& text, const FilterField& field, Time now) {
  switch (field.type) {
    case FieldType::email:
      return email_key(text);
    case FieldType::id:
      if (auto id = PrefixedId::parse(to_ascii_lower(text))) return std::move(*id);
      throw BadValue{"is no id", "ids look like usr_17"};
    case FieldType::word:
      return known_word(text, field);
    case FieldType::role:
      return role_id(text);
    case FieldType::number:
      if (const auto number = number_in(text, -kMostNumber, kMostNumber)) return *number;
      throw BadValue{"is no whole number", "write digits only"};
    case FieldType::yes_no:
      return yes_or_no(text);
    case FieldType::time:
      return time_span(text, now);
    default:
      return to_fold_key(text);
  }
}

class Binder {
 public:
  Binder(const std::string& text, std::span<const FilterField> fields, Time now)
      : text_(text), fields_(fields), now_(now) {}

  Filter bind(const Node& node, bool negated = false) const {
    if (node.kind == Node::Kind::no) return bind(node.parts.front(), !negated);
    if (node.kind == Node::Kind::compare) return {.compare = comparison(node, negated)};
    const bool all = (node.kind == Node::Kind::all) != negated;  // not (a and b) is not a or not b
    Filter filter{.kind = all ? Filter::Kind::all : Filter::Kind::any};
    for (const auto& part : node.parts) filter.parts.push_back(bind(part, negated));
    return filter;
  }

 private:
  FilterComparison comparison(const Node& node, bool negated) const {
    const auto place = place_of(node.field);
    const auto& field = fields_[place];
    FilterComparison compare{.field = std::string(field.name),
                             .place = place,
                             .type = field.type,
                             .many = field.many,
                             .test = test_of(node.op),
                             .negated = negates(node.op) != negated};
    if (!takes(field.type, field.many, compare.test)) {
      throw Error(
          filter_failure(text_, node.written.at,
                         fmt::format("{} is {}: {} does not fit", field.name, nature_of(field), node.written.text),
                         fmt::format("{} can be asked for with {}", field.name, operators_of(field))));
    }
    for (const auto& value : node.values) compare.values.push_back(operand(value, field, compare.test));
    return compare;
  }

  std::size_t place_of(const FilterWord& word) const {
    if (const auto place = find_filter_field(word.text, fields_)) return *place;
    std::vector<std::string> names;
    for (const auto& field : fields_) names.emplace_back(field.name);
    throw Error(filter_failure(text_, word.at, fmt::format("there is no field \"{}\"", shorten(word.text, kQuoted)),
                               hint_for(word.text, names)));
  }

  FilterOperand operand(const FilterWord& value, const FilterField& field, FilterTest test) const {
    try {
      if (test == FilterTest::like) return value.text;
      return operand_of(value.text, field, now_);
    } catch (const BadValue& bad) {
      const auto what = field.type == FieldType::text ? "" : fmt::format(" ({} is {})", field.name, nature_of(field));
      throw Error(filter_failure(text_, value.at,
                                 fmt::format("\"{}\" {}{}", shorten(value.text, kQuoted), bad.why, what), bad.hint));
    }
  }

  const std::string& text_;
  std::span<const FilterField> fields_;
  Time now_;
};

}  // namespace

std::optional<PrefixedId> PrefixedId::parse(std::string_view text) {
  const auto end = text.find('_');
  if (end == 0 || end == std::string_view::npos) return std::nullopt;
  const auto digits = text.substr(end + 1);
  const auto number = number_in(digits, 0, kMostNumber);
  const bool small = std::ranges::all_of(text.substr(0, end), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!small || !number || fmt::format("{}", *number) != digits) return std::nullopt;
  return PrefixedId{std::string(text.substr(0, end + 1)), *number};
}

bool fits(const FilterField& field, std::string_view sign) {
  const auto operators = operators_of(field);
  const auto words = split(operators, ' ');
  return std::ranges::find(words, sign) != words.end();
}

std::optional<std::size_t> find_filter_field(std::string_view name, std::span<const FilterField> fields) {
  const auto lower = to_ascii_lower(name);
  auto found = std::ranges::find(fields, lower, &FilterField::name);
  if (found == fields.end()) {
    found =
        std::ranges::find_if(fields, [&](const FilterField& field) { return field.many && field.name == lower + "s"; });
  }
  return found == fields.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - fields.begin()));
}

Result<Filter> bind_filter(const FilterExpression& expression, std::span<const FilterField> fields, Time now) {
  try {
    return Binder(expression.text(), fields, now).bind(expression.root());
  } catch (const Error& error) {
    return fail(error.failure());
  }
}

}  // namespace pcadmin::domain
