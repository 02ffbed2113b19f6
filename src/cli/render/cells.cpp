#include "cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace pcadmin::cli {

namespace {

template <class... Fs>
struct Overload : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overload(Fs...) -> Overload<Fs...>;

std::string join(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const auto& word : words) {
    if (!text.empty()) text += separator;
    text += word;
  }
  return text;
}

std::string join(const std::vector<Fields>& records, std::string_view separator, std::string (*as_text)(const Value&)) {
  std::vector<std::string> parts;
  for (const auto& record : records) {
    std::string part;
    for (const auto& [name, value] : record) {
      if (std::holds_alternative<std::monostate>(value)) continue;
      part += fmt::format("{}{}={}", part.empty() ? "" : " ", name, as_text(value));
    }
    parts.push_back(std::move(part));
  }
  return join(parts, separator);
}

}  // namespace

std::vector<std::size_t> chosen_columns(std::span<const Column> columns, const Output& output) {
  std::vector<std::size_t> chosen;
  if (!output.fields.empty()) {
    for (const auto& field : output.fields) {
      const auto found = std::ranges::find(columns, field, &Column::key);
      if (found != columns.end()) chosen.push_back(static_cast<std::size_t>(found - columns.begin()));
    }
    return chosen;
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (output.format != Format::table || columns[i].in_table) chosen.push_back(i);
  }
  return chosen;
}

std::size_t id_column(std::span<const Column> columns) {
  const auto found = std::ranges::find(columns, true, &Column::is_id);
  return found == columns.end() ? 0 : static_cast<std::size_t>(found - columns.begin());
}

std::string cell_text(const Value& value) {
  return std::visit(Overload{[](std::monostate) { return std::string(); }, [](bool yes) { return std::string(yes ? "true" : "false"); },
                             [](std::int64_t number) { return fmt::format("{}", number); }, [](const std::string& text) { return text; },
                             [](const std::vector<std::string>& words) { return join(words, ";"); },
                             [](const std::vector<Fields>& records) { return join(records, ";", cell_text); }},
                    value);
}

std::string human_text(const Value& value) {
  return std::visit(Overload{[](std::monostate) { return std::string("-"); }, [](bool yes) { return std::string(yes ? "yes" : "no"); },
                             [](std::int64_t number) { return fmt::format("{}", number); }, [](const std::string& text) { return text.empty() ? std::string("-") : text; },
                             [](const std::vector<std::string>& words) { return words.empty() ? std::string("-") : join(words, ", "); },
                             [](const std::vector<Fields>& records) { return records.empty() ? std::string("-") : join(records, "; ", human_text); }},
                    value);
}

}  // namespace pcadmin::cli
