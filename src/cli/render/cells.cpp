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

/// The place where a secret becomes text: it is about to be printed.
std::string reveal(const SecretValue& secret) { return std::string(secret->reveal()); }

bool is_change(const Fields& record) {
  return record.size() == 3 && record[0].name == "field" && record[1].name == "before" && record[2].name == "after";
}

std::string join(const Value& records, std::string_view separator, std::string (*as_text)(const Fields&)) {
  std::string text;
  each_record(records, [&](const Fields& record) {
    if (!text.empty()) text += separator;
    text += as_text(record);
  });
  return text;
}

}  // namespace

void each_record(const Value& value, const std::function<void(const Fields&)>& each) {
  if (const auto* const records = std::get_if<std::vector<Fields>>(&value)) std::ranges::for_each(*records, each);
  if (const auto* const stream = std::get_if<RecordStream>(&value)) stream->produce(each);
}

/// `role=helpdesk-agent change=2`.
std::string cell_record(const Fields& record) {
  std::string text;
  for (const auto& [name, value] : record) {
    if (!std::holds_alternative<std::monostate>(value))
      text += fmt::format("{}{}={}", text.empty() ? "" : " ", name, cell_text(value));
  }
  return text;
}

/// `helpdesk-agent (assigned by ada@contoso.example, change 2)`; of a field that changed `job_title: Agent -> Lead`, of
/// one that had no value `job_title: Agent`.
std::string human_record(const Fields& record) {
  if (is_change(record)) {
    const bool fresh = std::holds_alternative<std::monostate>(record[1].value);
    return fmt::format("{}: {}{}", human_text(record[0].value), fresh ? "" : human_text(record[1].value, "-") + " -> ",
                       human_text(record[2].value, "-"));
  }
  std::string more;
  for (auto field = record.begin() + 1; field < record.end(); ++field) {
    if (std::holds_alternative<std::monostate>(field->value)) continue;
    auto name = field->name;
    std::ranges::replace(name, '_', ' ');
    more += fmt::format("{}{} {}", more.empty() ? "" : ", ", name, human_text(field->value));
  }
  return human_text(record.front().value) + (more.empty() ? "" : " (" + more + ")");
}

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
    if (output.format == Format::table ? columns[i].in_table : !columns[i].for_people) chosen.push_back(i);
  }
  return chosen;
}

std::size_t id_column(std::span<const Column> columns) {
  const auto found = std::ranges::find(columns, true, &Column::is_id);
  return found == columns.end() ? 0 : static_cast<std::size_t>(found - columns.begin());
}

std::string cell_text(const Value& value) {
  return std::visit(
      Overload{
          [](std::monostate) { return std::string(); }, [](bool yes) { return std::string(yes ? "true" : "false"); },
          [](std::int64_t number) { return fmt::format("{}", number); }, [](const std::string& text) { return text; },
          [](const std::vector<std::string>& words) { return join(words, ";"); },
          [&](const std::vector<Fields>&) { return join(value, ";", cell_record); },
          [&](const RecordStream&) { return join(value, ";", cell_record); },
          [](const JsonText& json) { return json.text; }, [](const SecretValue& secret) { return reveal(secret); }},
      value);
}

std::string human_text(const Value& value, std::string_view nothing) {
  auto text = std::visit(
      Overload{
          [](std::monostate) { return std::string(); }, [](bool yes) { return std::string(yes ? "yes" : "no"); },
          [](std::int64_t number) { return fmt::format("{}", number); }, [](const std::string& word) { return word; },
          [](const std::vector<std::string>& words) { return join(words, ", "); },
          [&](const std::vector<Fields>&) { return join(value, "; ", human_record); },
          [&](const RecordStream&) { return join(value, "; ", human_record); },
          [](const JsonText& json) { return json.text; }, [](const SecretValue& secret) { return reveal(secret); }},
      value);
  return text.empty() ? std::string(nothing) : text;
}

}  // namespace pcadmin::cli
