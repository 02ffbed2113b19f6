#pragma once

#include <string_view>

namespace pcadmin::interchange {

/// What stands between the cells of a CSV file.
struct CsvSeparator {
  char sign = ',';
  bool has_line = false;  ///< the first line says so, as Excel writes it: `sep=;`

  /// As a sentence calls it: `a comma`.
  std::string_view title() const;
};

/// The separator of a file that begins like this, behind its byte order mark: what its `sep=` line says, else of comma,
/// semicolon and tab the one that stands most often in its header outside quotes; a comma where none does. The header
/// is the first line that is neither empty nor the `version:` line of Entra's template.
///
/// Throws `Error`, kind `invalid`, code `csv-separator`, for a `sep=` line with a letter, a digit or a quote.
CsvSeparator find_separator(std::string_view beginning);

}  // namespace pcadmin::interchange
