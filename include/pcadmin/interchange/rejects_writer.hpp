#pragma once

#include "pcadmin/interchange/people_format.hpp"
#include "pcadmin/interchange/people_reader.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace pcadmin::interchange {

/// Why a row was not taken.
struct Rejection {
  std::string codes;     ///< of all its faults, as in `invalid-email; unknown-role`
  std::string messages;  ///< the same
};

/// Writes rows that were not taken into a file that is mended and imported again: its format is detected as that of the
/// file they came from, its rows are refused for the same faults as long as nobody mends them, and what it says of each
/// row besides (`_line`, `_code`, `_message`) is passed over by the readers. What says so already is replaced.
class RejectsWriter {
 public:
  virtual ~RejectsWriter() = default;
  /// First, once.
  virtual void begin(std::string& out) = 0;
  virtual void row(std::string& out, const RawRow& row, const Rejection& why) = 0;
};

/// csv, entra-csv   the columns of the file and `_line,_code,_message` behind them, separated by commas; a row with
///                  cells too many or too few has them behind its own. Cells that a spreadsheet would run as formulas
///                  are neutralised (`neutralise_cell`). For Entra's, the version line in front, and where the first
///                  row's name begins with "Example", the template's example, which is what readers skip.
/// ndjson, json, graph-json, scim
///                  the element on a line of its own, with the three keys at its end. What is no JSON has them at its
///                  beginning, and stands as it is; what is no object stands in one, under `_element`.
/// ldif             `version: 1`, and each record with the three in comments in front of its own lines.
///
/// The reader is the one whose rows are written, and must outlive the writer.
std::unique_ptr<RejectsWriter> write_rejects(PeopleFormat format, const PeopleReader& reader);

}  // namespace pcadmin::interchange
