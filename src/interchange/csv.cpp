#include "pcadmin/interchange/csv.hpp"

#include <string>
#include <string_view>

namespace pcadmin::interchange {
namespace {

constexpr std::string_view kFormulaStarts = "=+-@\t\r";

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool needs_quotes(std::string_view value, char separator) {
  if (value.empty()) return false;
  if (is_blank(value.front()) || is_blank(value.back())) return true;
  bool special = false;  // without a way out of the loop, the compiler looks at many at once
  for (const char c : value) special |= (c == separator) | (c == '"') | (c == '\r') | (c == '\n');
  return special;
}

/// Whether a spreadsheet, after any number of our own apostrophes, would see the beginning of a formula.
bool begins_formula(std::string_view value) {
  const auto first = value.find_first_not_of('\'');
  return first != std::string_view::npos && kFormulaStarts.find(value[first]) != std::string_view::npos;
}

}  // namespace

void append_csv_cell(std::string& out, std::string_view value, char separator) {
  if (!needs_quotes(value, separator)) {
    out += value;
    return;
  }
  out += '"';
  for (auto quote = value.find('"'); quote != std::string_view::npos; quote = value.find('"')) {
    out.append(value, 0, quote + 1) += '"';
    value.remove_prefix(quote + 1);
  }
  out.append(value) += '"';
}

void append_safe_csv_cell(std::string& out, std::string_view value) {
  begins_formula(value) ? append_csv_cell(out, neutralise_cell(value)) : append_csv_cell(out, value);
}

std::string neutralise_cell(std::string_view value) {
  std::string cell;
  cell.reserve(value.size() + 1);
  if (begins_formula(value)) cell += '\'';
  return cell += value;
}

std::string_view restore_cell(std::string_view value) {
  if (value.starts_with('\'') && begins_formula(value)) value.remove_prefix(1);
  return value;
}

}  // namespace pcadmin::interchange
