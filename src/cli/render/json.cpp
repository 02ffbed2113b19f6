#include "cells.hpp"

#include "pcadmin/interchange/json_text.hpp"

#include <fmt/format.h>

#include <iterator>
#include <numeric>

namespace pcadmin::cli {

namespace {

void append_fields(std::string& out, const Fields& fields) {
  out += '{';
  for (const auto& [name, value] : fields) {
    if (&name != &fields.front().name) out += ',';
    append_json(out, std::string_view(name));
    out += ':';
    append_json(out, value);
  }
  out += '}';
}

template <class List, class Each>
void append_list(std::string& out, const List& list, Each each) {
  out += '[';
  bool first = true;
  for (const auto& item : list) {
    if (!std::exchange(first, false)) out += ',';
    each(item);
  }
  out += ']';
}

struct Appender {
  std::string& out;
  Sink* sink;
  void operator()(std::monostate) const { out += "null"; }
  void operator()(bool yes) const { out += yes ? "true" : "false"; }
  void operator()(std::int64_t number) const { fmt::format_to(std::back_inserter(out), "{}", number); }
  void operator()(const std::string& text) const { append_json(out, std::string_view(text)); }
  void operator()(const std::vector<std::string>& words) const {
    append_list(out, words, [&](const std::string& word) { append_json(out, std::string_view(word)); });
  }
  void operator()(const std::vector<Fields>& records) const {
    append_list(out, records, [&](const Fields& record) { append_fields(out, record); });
  }
  void operator()(const RecordStream& records) const {
    out += '[';
    bool first = true;
    records.produce([&](const Fields& record) {
      if (!std::exchange(first, false)) out += ',';
      append_fields(out, record);
      if (sink == nullptr) return;
      sink->write(out);
      out.clear();
    });
    out += ']';
  }
  void operator()(const JsonText& json) const { out += json.text; }
  void operator()(const SecretValue& secret) const { append_json(out, secret->reveal()); }
};

}  // namespace

void append_json(std::string& out, std::string_view text) { interchange::append_json_text(out, text); }

void append_json(std::string& out, const Value& value, Sink* sink) { std::visit(Appender{out, sink}, value); }

void append_json(std::string& out, std::span<const Column> columns, const Row& row,
                 const std::vector<std::size_t>& chosen, Sink* sink) {
  out += '{';
  for (const auto i : chosen) {
    if (i != chosen.front()) out += ',';
    append_json(out, columns[i].key);
    out += ':';
    append_json(out, row[i], sink);
  }
  out += '}';
}

std::string to_member(const RecordBody& record) {
  std::vector<std::size_t> all(record.columns.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::string text = fmt::format("\"{}\":", record.key);
  append_json(text, record.columns, record.row, all);
  return text + ",";
}

}  // namespace pcadmin::cli
