#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What every page of HTML is made of.
namespace pcadmin::cli {

/// Text as it stands in an HTML element or a quoted attribute: nothing in it is markup, and controls are shown escaped.
std::string html_escaped(std::string_view text);

/// One of the files that are compiled in, such as `letters::kFiles`; it is there.
template <class Files>
std::string_view embedded_in(const Files& files, std::string_view name) {
  return std::ranges::find(files, name, [](const auto& file) { return file.name; })->text;
}

struct HtmlColumn {
  std::string_view title;
  bool is_number = false;
};

/// A table that is read row by row: its first column names the row.
class HtmlTable {
 public:
  HtmlTable(std::string_view caption, std::span<const HtmlColumn> columns);
  /// A text a column, escaped here.
  void add(const std::vector<std::string>& cells);
  std::string html() const { return html_ + "</tbody>\n</table>\n"; }
  /// The same, to be scrolled sideways where the window is narrower than it.
  std::string scrolling() const;

 private:
  std::string caption_;
  std::vector<HtmlColumn> columns_;
  std::string html_;
};

}  // namespace pcadmin::cli
