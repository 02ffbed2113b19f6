#include "filter_rows.hpp"

#include "common_args.hpp"
#include "render/cells.hpp"

#include <algorithm>
#include <utility>

namespace pcadmin::cli {

namespace {

using domain::FieldValue;

/// Numbers and answers of a column of text are compared as they are printed; `scratch` holds that text.
FieldValue field_value(const Value& value, const Column& column, std::string& scratch) {
  const bool plain = std::holds_alternative<bool>(value) || std::holds_alternative<std::int64_t>(value);
  if (plain && column.type == domain::FieldType::text) {
    scratch = cell_text(value);
    return std::string_view(scratch);
  }
  if (const auto* const yes = std::get_if<bool>(&value)) return *yes;
  if (const auto* const number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* const text = std::get_if<std::string>(&value)) return std::string_view(*text);
  if (const auto* const list = std::get_if<std::vector<std::string>>(&value)) return std::span(*list);
  if (const auto* const records = std::get_if<std::vector<Fields>>(&value))
    return records->empty() ? FieldValue() : FieldValue(true);
  return {};
}

/// Judges rows of a list whose filter was bound to columns of the same names.
class Judge {
 public:
  Judge(domain::Filter filter, std::span<const Column> columns) : filter_(std::move(filter)), columns_(columns) {
    settle(filter_);
  }

  bool operator()(const Row& row) const {
    std::string scratch;
    return passes(filter_, [&](std::size_t place) {
      return place < row.size() ? field_value(row[place], columns_[place], scratch) : FieldValue();
    });
  }

 private:
  /// A list may show its columns otherwise than the command names them: what counts is their name.
  void settle(domain::Filter& filter) const {
    const auto found = std::ranges::find(columns_, filter.compare.field, &Column::key);
    filter.compare.place = static_cast<std::size_t>(found - columns_.begin());
    for (auto& part : filter.parts) settle(part);
  }

  domain::Filter filter_;
  std::span<const Column> columns_;
};

}  // namespace

std::vector<domain::FilterField> filter_fields(std::span<const Column> columns) {
  std::vector<domain::FilterField> fields;
  for (const auto& column : columns)
    fields.push_back({.name = column.key, .type = column.type, .many = column.many, .words = column.words});
  return fields;
}

std::optional<domain::Filter> filter_of(const Command& command, const Args& args, Time now) {
  const auto expression = args.find(flags::kFilter);
  if (!expression) return std::nullopt;
  auto filter = domain::bind_filter(*expression, filter_fields(command.columns), now);
  if (filter) return std::move(*filter);
  auto failure = std::move(filter.error());
  failure.message = "--filter: " + failure.message;
  throw Error(std::move(failure));
}

std::function<bool(const Row&)> row_test(const std::optional<domain::Filter>& filter, std::span<const Column> columns) {
  if (!filter) return [](const Row&) { return true; };
  return Judge(*filter, columns);
}

void narrow(Report& report, const std::optional<domain::Filter>& filter) {
  auto* const list = std::get_if<ListBody>(&report.body);
  if (list == nullptr) return;
  const auto rows = list->produce;
  if (filter && !list->filtered) {
    list->produce = [rows, judge = row_test(filter, list->columns)](const std::function<bool(const Row&)>& each) {
      rows([&](const Row& row) { return !judge(row) || each(row); });
    };
  }
  if (!list->limit) return;
  list->produce = [rows = list->produce, most = *list->limit](const std::function<bool(const Row&)>& each) {
    auto left = most;
    rows([&](const Row& row) { return each(row) && --left > 0; });
  };
}

}  // namespace pcadmin::cli
