#pragma once

#include <string>
#include <string_view>

namespace pcadmin::interchange {

/// `value` as one CSV cell (RFC 4180): quoted when it holds a separator, a quote, CR, LF or blanks at its ends.
/// Appends to `out`.
void append_csv_cell(std::string& out, std::string_view value, char separator = ',');

/// A cell that a spreadsheet would run as a formula made harmless by a leading apostrophe: one that begins, after any
/// number of apostrophes, with `=`, `+`, `-`, `@`, tab or CR. `restore_cell` is its exact inverse.
std::string neutralise_cell(std::string_view value);
/// `neutralise_cell` and `append_csv_cell` in one.
void append_safe_csv_cell(std::string& out, std::string_view value);
std::string_view restore_cell(std::string_view value);

}  // namespace pcadmin::interchange
