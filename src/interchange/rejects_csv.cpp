#include "interchange/people_header.hpp"
#include "interchange/rejects_writers.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace pcadmin::interchange {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

/// Whether the last cells of a row are a line, codes and a message, as this file writes them.
bool ends_as_reject(std::span<const std::string_view> cells) {
  if (cells.size() < kRejectColumns.size()) return false;
  const auto line = cells[cells.size() - 3];
  const auto codes = cells[cells.size() - 2];
  return !line.empty() && line.find_first_not_of("0123456789") == std::string_view::npos && !codes.empty() &&
         codes.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-; ") == std::string_view::npos;
}

class CsvRejects : public RejectsWriter {
 public:
  explicit CsvRejects(const PeopleReader& reader)
      : reader_(reader), titles_(reader.header()), of_rejects_(std::ranges::any_of(titles_, is_reject_column)) {}

  void begin(std::string& out) override {
    for (const auto& title : titles_) {
      if (is_reject_column(title)) continue;
      append_title(out, title);
      out += ',';
    }
    for (const auto column : kRejectColumns) {
      if (column != kRejectColumns.front()) out += ',';
      out += column;
    }
    out += kLineEnd;
  }

  void row(std::string& out, const RawRow& row, const Rejection& why) override {
    const bool is_whole = row.cells.size() == titles_.size();
    const bool is_again = of_rejects_ && !is_whole && ends_as_reject(row.cells);
    const auto size = row.cells.size() - (is_again ? kRejectColumns.size() : 0);
    for (std::size_t i = 0; i < size; ++i) {
      if (is_whole && is_reject_column(titles_[i])) continue;
      if (i + 1 == row.unquoted && row.cells[i].find(',') == std::string_view::npos)
        out += neutralise_cell(restore_cell(row.cells[i]));  // it stays refused until somebody has said what it means
      else
        append_safe_csv_cell(out, restore_cell(row.cells[i]));
      out += ',';
    }
    out += fmt::format("{},", row.line);
    append_safe_csv_cell(out, why.codes);
    out += ',';
    append_safe_csv_cell(out, why.messages);
    out += kLineEnd;
  }

 protected:
  const PeopleReader& reader() const { return reader_; }
  const std::vector<std::string>& titles() const { return titles_; }

 private:
  /// In quotes also where it holds what could be taken for the separator of the file.
  static void append_title(std::string& out, std::string_view title) {
    const auto sign = title.find_first_of(",;\t");
    append_csv_cell(out, title, sign == std::string_view::npos ? ',' : title[sign]);
  }

  const PeopleReader& reader_;
  std::vector<std::string> titles_;
  bool of_rejects_;  ///< whether the file is one of rejects itself
};

class EntraRejects final : public CsvRejects {
 public:
  using CsvRejects::CsvRejects;

  void begin(std::string& out) override {
    out += "version:v1.0";
    out += kLineEnd;
    CsvRejects::begin(out);
  }

  void row(std::string& out, const RawRow& row, const Rejection& why) override {
    const auto name = reader().column_of("name");
    const bool has_name = name != 0 && name <= row.cells.size();
    if (std::exchange(is_first_, false) && has_name && to_ascii_lower(trim(row.cells[name - 1])).starts_with("example"))
      append_example(out, name);
    CsvRejects::row(out, row, why);
  }

 private:
  /// The template's, in whatever order the columns are.
  void append_example(std::string& out, std::uint64_t name) const {
    for (std::size_t i = 0; i < titles().size(); ++i) {
      if (i > 0) out += ',';
      if (i + 1 == name) out += "Example: Chris Green";
    }
    out += kLineEnd;
  }

  bool is_first_ = true;
};

}  // namespace

std::unique_ptr<RejectsWriter> write_csv_rejects(const PeopleReader& reader) {
  return std::make_unique<CsvRejects>(reader);
}

std::unique_ptr<RejectsWriter> write_entra_rejects(const PeopleReader& reader) {
  return std::make_unique<EntraRejects>(reader);
}

}  // namespace pcadmin::interchange
