#include "filter_sql.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace pcadmin::store {

namespace {

using domain::FieldType;
using domain::Filter;
using domain::FilterComparison;
using domain::FilterOperand;
using domain::FilterTest;

// SQLite's parser keeps at most 100 symbols on its stack: three for each level, some for the query around.
constexpr std::size_t kDeepest = 16;
constexpr std::size_t kMostComparisons = 200;

std::size_t depth_of(const Filter& filter) {
  std::size_t deepest = 0;
  for (const auto& part : filter.parts) deepest = std::max(deepest, depth_of(part));
  return deepest + 1;
}

std::size_t comparisons_of(const Filter& filter) {
  std::size_t count = filter.kind == Filter::Kind::compare ? std::max<std::size_t>(filter.compare.values.size(), 1) : 0;
  for (const auto& part : filter.parts) count += comparisons_of(part);
  return count;
}

bool knows_all(const Filter& filter, std::span<const SqlField> fields) {
  if (filter.kind == Filter::Kind::compare)
    return std::ranges::find(fields, filter.compare.field, &SqlField::name) != fields.end();
  return std::ranges::all_of(filter.parts, [&](const Filter& part) { return knows_all(part, fields); });
}

std::string_view sign_of(FilterTest test) {
  switch (test) {
    case FilterTest::less:
      return "<";
    case FilterTest::at_most:
      return "<=";
    case FilterTest::greater:
      return ">";
    case FilterTest::at_least:
      return ">=";
    default:
      return "=";
  }
}

class Writer {
 public:
  explicit Writer(std::span<const SqlField> fields) : fields_(fields) {}

  std::string text_of(const Filter& filter) {
    if (filter.kind == Filter::Kind::compare) return text_of(filter.compare);
    std::string text;
    for (const auto& part : filter.parts) {
      if (!text.empty()) text += filter.kind == Filter::Kind::all ? " AND " : " OR ";
      text += part.kind == Filter::Kind::compare ? text_of(part) : "(" + text_of(part) + ")";
    }
    return text;
  }

  FilterSql sql;

 private:
  /// A missing value makes a comparison NULL, which is as good as false until it is turned round.
  std::string text_of(const FilterComparison& compare) {
    const auto& field = *std::ranges::find(fields_, compare.field, &SqlField::name);
    const bool list = !field.from.empty();
    if (compare.test == FilterTest::empty) {
      if (list) return fmt::format("{} (SELECT 1 FROM {})", compare.negated ? "EXISTS" : "NOT EXISTS", field.from);
      return fmt::format("{} IS {}", field.sql, compare.negated ? "NOT NULL" : "NULL");
    }
    auto text = any_of(compare, field);
    if (list) text = fmt::format("EXISTS (SELECT 1 FROM {} AND ({}))", field.from, text);
    return compare.negated ? fmt::format("({}) IS NOT TRUE", text) : fmt::format("({})", text);
  }

  std::string any_of(const FilterComparison& compare, const SqlField& field) {
    const bool listed = compare.values.size() > 1 && std::holds_alternative<std::string>(compare.values.front());
    if (listed && compare.test == FilterTest::equal) return one_of(compare, field);
    std::string text;
    for (const auto& value : compare.values) text += (text.empty() ? "" : " OR ") + comparison(compare, field, value);
    return text;
  }

  std::string one_of(const FilterComparison& compare, const SqlField& field) {
    std::string text = key_of(compare, field) + " IN (";
    for (const auto& value : compare.values)
      text += (&value == &compare.values.front() ? "" : ", ") + bind(std::get<std::string>(value));
    return text + ")";
  }

  std::string comparison(const FilterComparison& compare, const SqlField& field, const FilterOperand& value) {
    if (compare.test == FilterTest::like)
      return fmt::format("matches({}, {})", bind(std::get<std::string>(value)), shown(field));
    if (const auto* const span = std::get_if<domain::TimeSpan>(&value)) return within(compare.test, field, *span);
    if (const auto* const id = std::get_if<domain::PrefixedId>(&value)) {
      if (id->prefix != field.prefix) return "false";
      return fmt::format("{} {} {}", field.sql, sign_of(compare.test), bind(id->number));
    }
    if (const auto* const yes = std::get_if<bool>(&value)) return fmt::format("{} = {}", field.sql, bind(*yes ? 1 : 0));
    if (const auto* const number = std::get_if<std::int64_t>(&value))
      return fmt::format("{} {} {}", field.sql, sign_of(compare.test), bind(*number));
    return fmt::format("{} {} {}", key_of(compare, field), sign_of(compare.test), bind(std::get<std::string>(value)));
  }

  std::string within(FilterTest test, const SqlField& field, const domain::TimeSpan& span) {
    const auto seconds = [](Time time) { return std::int64_t{time.time_since_epoch().count()}; };
    switch (test) {
      case FilterTest::less:
      case FilterTest::at_least:
        return fmt::format("{} {} {}", field.sql, sign_of(test), bind(seconds(span.begin)));
      case FilterTest::at_most:
        return fmt::format("{} < {}", field.sql, bind(seconds(span.end)));
      case FilterTest::greater:
        return fmt::format("{} >= {}", field.sql, bind(seconds(span.end)));
      default:
        const auto begin = bind(seconds(span.begin));
        return fmt::format("({} >= {} AND {} < {})", field.sql, begin, field.sql, bind(seconds(span.end)));
    }
  }

  /// As people see it.
  static std::string shown(const SqlField& field) {
    return field.prefix.empty() ? std::string(field.sql) : fmt::format("'{}' || {}", field.prefix, field.sql);
  }

  static std::string key_of(const FilterComparison& compare, const SqlField& field) {
    if (!field.key.empty()) return std::string(field.key);
    return compare.type == FieldType::text ? fmt::format("fold_key({})", field.sql) : std::string(field.sql);
  }

  std::string bind(std::variant<std::int64_t, std::string> value) {
    sql.values.push_back(std::move(value));
    return "?";
  }

  std::span<const SqlField> fields_;
};

}  // namespace

std::optional<FilterSql> filter_sql(const Filter& filter, std::span<const SqlField> fields) {
  if (depth_of(filter) > kDeepest || comparisons_of(filter) > kMostComparisons || !knows_all(filter, fields))
    return std::nullopt;
  Writer writer(fields);
  writer.sql.text = writer.text_of(filter);
  return std::move(writer.sql);
}

FilterSql and_filter(const Filter* filter, std::span<const SqlField> fields) {
  if (filter == nullptr) return {};
  auto sql = filter_sql(*filter, fields);
  if (!sql) throw std::logic_error("a filter that has to be judged row by row");
  sql->text = " AND (" + sql->text + ")";
  return std::move(*sql);
}

void bind_values(Query& query, const FilterSql& sql) {
  for (const auto& value : sql.values) std::visit([&](const auto& known) { query.bind(known); }, value);
}

}  // namespace pcadmin::store
