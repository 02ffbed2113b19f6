#include "fault_report.hpp"

#include "../../render/cells.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/csv.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace pcadmin::cli {

namespace {

using Form = ReportName::Form;

constexpr std::array<std::pair<std::string_view, Form>, 3> kEndings = {
    {{".csv", Form::csv}, {".json", Form::json}, {".ndjson", Form::ndjson}}};

std::string csv_line(const domain::RowFault& fault) {
  auto line = fmt::format("{},{}", fault.line, fault.column);
  for (const auto* const text : {&fault.field, &fault.code, &fault.value, &fault.message, &fault.hint}) {
    line += ',';
    interchange::append_safe_csv_cell(line, *text);
  }
  return line + "\r\n";
}

std::string json_object(const domain::RowFault& fault) {
  auto object = fmt::format("{{\"line\":{},\"column\":{}", fault.line, fault.column);
  const auto add = [&](std::string_view key, const std::string& text) {
    object += fmt::format(",\"{}\":", key);
    append_json(object, std::string_view(text));
  };
  add("field", fault.field);
  add("code", fault.code);
  add("value", fault.value);
  add("message", fault.message);
  add("hint", fault.hint);
  return object + '}';
}

}  // namespace

Result<ReportName> ReportName::parse(std::string_view text) {
  auto file = FileName::parse(text);
  if (!file) return fail(std::move(file.error()));
  const auto lower = to_ascii_lower(text);
  for (const auto& [ending, form] : kEndings)
    if (lower.ends_with(ending)) return ReportName{std::move(file->text), form};
  return fail({.code = "unknown-report-form",
               .kind = FailureKind::usage,
               .message = fmt::format("\"{}\" does not end in .csv, .json or .ndjson", text),
               .hint = "the end of the name says how the report is written, as in faults.csv"});
}

FaultReport::FaultReport(const ReportName& name) : file_(name.text, Replace::no), form_(name.form) {
  if (form_ == Form::csv) file_.write("line,column,field,code,value,message,hint\r\n");
  if (form_ == Form::json) file_.write("{\"faults\":[");
}

void FaultReport::add(const domain::RowFault& fault) {
  if (form_ == Form::csv) return file_.write(csv_line(fault));
  if (form_ == Form::json) file_.write(std::exchange(first_, false) ? "\n" : ",\n");
  file_.write(json_object(fault));
  if (form_ == Form::ndjson) file_.write("\n");
}

StagedFile FaultReport::finish(const FaultCounts& counts) {
  if (form_ == Form::json)
    file_.write(fmt::format("{}],\"rows\":{},\"count\":{},\"rows_with_faults\":{}}}\n", first_ ? "" : "\n", counts.rows,
                            counts.faults, counts.rows_with_faults));
  file_.seal();
  return std::move(file_);
}

}  // namespace pcadmin::cli
