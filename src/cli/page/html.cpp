#include "html.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {

std::string html_escaped(std::string_view text) {
  std::string out;
  for (const char c : escape_controls(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

HtmlTable::HtmlTable(std::string_view caption, std::span<const HtmlColumn> columns)
    : caption_(html_escaped(caption)),
      columns_(columns.begin(), columns.end()),
      html_(fmt::format("<table>\n<caption>{}</caption>\n<thead>\n<tr>", caption_)) {
  for (const auto& column : columns_)
    html_ += fmt::format("<th scope=\"col\"{}>{}</th>", column.is_number ? " class=\"number\"" : "",
                         html_escaped(column.title));
  html_ += "</tr>\n</thead>\n<tbody>\n";
}

std::string HtmlTable::scrolling() const {
  return fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n{}</div>\n", caption_,
                     html());
}

void HtmlTable::add(const std::vector<std::string>& cells) {
  html_ += "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    // Names of every script stand in their own direction.
    const std::string_view how = columns_.at(i).is_number ? "class=\"number\"" : "dir=\"auto\"";
    html_ += i == 0 ? fmt::format("<th scope=\"row\" {}>{}</th>", how, html_escaped(cells[i]))
                    : fmt::format("<td {}>{}</td>", how, html_escaped(cells[i]));
  }
  html_ += "</tr>\n";
}

}  // namespace pcadmin::cli
