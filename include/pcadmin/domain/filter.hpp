#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// The filter language of lists, `role = global-admin and last_sign_in < -90d`, in two steps: an expression is text
/// that obeys the grammar; a filter is an expression whose fields and values a certain list understands.
///
/// The grammar, its words in any letter case:
///
///     expression  all-of { "or" all-of }
///     all-of      one { "and" one }
///     one         "not" one | "(" expression ")" | comparison
///     comparison  FIELD operator VALUE | FIELD ["not"] "in" "(" VALUE { "," VALUE } ")" | FIELD "is" ["not"] "empty"
///     operator    = != < <= > >= ~
///
/// Every failure here has code `invalid-filter`, kind invalid, and the details `expression` and `column` (in code
/// points, from 1): the place where reading stopped making sense.
namespace pcadmin::domain {

inline constexpr std::size_t kLongestFilter = 8192;  ///< bytes
inline constexpr std::size_t kDeepestFilter = 64;    ///< brackets and nots within each other

/// What a field of a list holds, and so what it can be compared with.
enum class FieldType {
  text,    ///< compared by fold key, so in any letter case
  email,   ///< two addresses are the same as `Email` says
  id,      ///< `usr_17`: by its number
  word,    ///< one of a few words
  role,    ///< a role of the catalogue, by id, name or alias
  number,  ///< whole
  yes_no,
  time,     ///< where it is text, RFC 3339, or a day, which counts from its beginning
  records,  ///< there or not: nothing else can be asked
};

struct FilterField {
  std::string_view name;
  FieldType type = FieldType::text;
  bool many = false;                          ///< a list: a comparison is true when one of its values makes it so
  std::span<const std::string_view> words{};  ///< of a `word`
};

/// A word or quoted text of an expression, and its place.
struct FilterWord {
  std::string text;
  std::size_t at = 0;  ///< byte in the expression
};

enum class FilterOperator { equal, unequal, less, at_most, greater, at_least, like, in, not_in, empty, not_empty };

/// What was written, understood by its form alone.
class FilterExpression {
 public:
  struct Node {
    enum class Kind { any, all, no, compare };
    Kind kind = Kind::compare;
    std::vector<Node> parts{};  ///< of `no`: one
    FilterWord field{};
    FilterOperator op = FilterOperator::equal;
    FilterWord written{};  ///< the operator as it stands
    std::vector<FilterWord> values{};
  };

  static Result<FilterExpression> parse(std::string_view text);
  const std::string& text() const { return text_; }
  const Node& root() const { return root_; }

 private:
  FilterExpression(std::string text, Node root) : text_(std::move(text)), root_(std::move(root)) {}
  std::string text_;
  Node root_;
};

/// From `begin` up to but without `end`: a second for a moment, all its seconds for a day.
struct TimeSpan {
  Time begin;
  Time end;
  friend bool operator==(const TimeSpan&, const TimeSpan&) = default;
};
/// `usr_17`.
struct PrefixedId {
  std::string prefix;  ///< `usr_`
  std::int64_t number = 0;
  friend bool operator==(const PrefixedId&, const PrefixedId&) = default;
  /// Nullopt for anything but small letters, `_` and a number as `to_string` would write it.
  static std::optional<PrefixedId> parse(std::string_view text);
};

enum class FilterTest { empty, equal, less, at_most, greater, at_least, like };

/// Text is in its compared form: a fold key, a key of an address, a word, the id of a role; of `like` a pattern.
using FilterOperand = std::variant<std::string, std::int64_t, bool, TimeSpan, PrefixedId>;

/// A missing value makes nothing true but `empty`; `negated` turns round what came out, so it makes `!=` true.
struct FilterComparison {
  std::string field;
  std::size_t place = 0;  ///< of the field among those of the list
  FieldType type = FieldType::text;
  bool many = false;
  FilterTest test = FilterTest::equal;
  std::vector<FilterOperand> values{};  ///< `equal`: one of them; `empty`: none; else one
  bool negated = false;
};

/// What a list is narrowed by. A `not` is in the comparisons: there is none above them.
struct Filter {
  enum class Kind { any, all, compare };
  Kind kind = Kind::compare;
  std::vector<Filter> parts{};
  FilterComparison compare{};
};

/// What `expression` means to a list of these fields. A field that is a list may be named in the singular: `role` for
/// `roles`. Times such as -90d are counted from `now`.
Result<Filter> bind_filter(const FilterExpression& expression, std::span<const FilterField> fields, Time now);

/// A field's value in one row: nothing, yes or no, a number, text, several texts. An empty text is nothing; a time is
/// text; records that are there are `true`.
using FieldValue = std::variant<std::monostate, bool, std::int64_t, std::string_view, std::span<const std::string>>;

/// Whether a row passes; `value_at` gives the value of the field at a place.
bool passes(const Filter& filter, const std::function<FieldValue(std::size_t place)>& value_at);

/// What could come next at the end of an expression that is still being typed.
struct FilterGap {
  enum class Wants { field, operator_, value, empty, joint, nothing };
  Wants wants = Wants::field;
  std::size_t at = 0;        ///< the byte where the unfinished word begins
  std::string typed{};       ///< that word, without a quote in front of it
  std::string field{};       ///< of `operator_` and `value`: what is compared
  bool within_list = false;  ///< a value of `in (...)`
};
FilterGap gap_at_end(std::string_view text);

/// Whether a field can be asked for by `sign`: `=`, `~`, `in`, `is` ...
bool fits(const FilterField& field, std::string_view sign);

/// The field called `name`, in any letter case, or the list that it names in the singular; nullopt: none.
std::optional<std::size_t> find_filter_field(std::string_view name, std::span<const FilterField> fields);

}  // namespace pcadmin::domain
