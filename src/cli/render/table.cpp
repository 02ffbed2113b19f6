#include "table.hpp"

#include "cells.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>

namespace pcadmin::cli {

namespace {

constexpr std::string_view kGap = "  ";
constexpr std::string_view kCut = "\u2026";
constexpr std::size_t kNarrowest = 8;
constexpr std::size_t kMostLines = 20;  // of a cell
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";

std::string shown(const Value& value, const Column& column) {
  return escape_controls(human_text(value, column.nothing));
}

/// Takes from the widest of the columns that `may_give`, until all fit or none of them has anything left to give.
void shrink(std::vector<std::size_t>& widths, const std::vector<bool>& may_give, std::size_t room) {
  auto total = std::accumulate(widths.begin(), widths.end(), (widths.size() - 1) * kGap.size());
  for (; total > room; --total) {
    auto widest = widths.end();
    for (auto width = widths.begin(); width != widths.end(); ++width) {
      const bool gives = may_give[static_cast<std::size_t>(width - widths.begin())] && *width > kNarrowest;
      if (gives && (widest == widths.end() || *width > *widest)) widest = width;
    }
    if (widest == widths.end()) return;
    --*widest;
  }
}

/// What people copy or compare, which the other columns make room for.
bool stays_whole(const Column& column) { return column.whole || column.type == domain::FieldType::time; }

/// How soon a column is left out where there is no room: first texts, then what is yes or no, then what is one of a few
/// words; 0: never.
int left_out_at(const Column& column) {
  if (stays_whole(column) || column.is_id || column.wraps) return 0;
  constexpr std::array kOrder = {domain::FieldType::text, domain::FieldType::yes_no, domain::FieldType::word};
  const auto found = std::ranges::find(kOrder, column.type);
  return found == kOrder.end() ? 0 : static_cast<int>(found - kOrder.begin()) + 1;
}

/// Takes from the front of `rest` what stands on one line: whole words where they fit. Nothing: not even a character.
std::string take_line(std::string_view& rest, std::size_t width) {
  auto piece = fit_width(rest, width);
  if (piece != rest) {
    piece.resize(piece.size() - kCut.size());
    const auto blank = rest[piece.size()] == ' ' ? piece.size() : piece.rfind(' ');
    if (blank != std::string::npos) piece.resize(blank);
  }
  rest.remove_prefix(piece.size());
  rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(' ')));
  return piece;
}

/// The lines of a cell; what is too much for them is cut.
std::vector<std::string> lines_of(std::string_view cell, std::size_t width) {
  std::vector<std::string> lines;
  while (display_width(cell) > width && lines.size() + 1 < kMostLines) {
    auto line = take_line(cell, width);
    if (line.empty()) break;
    lines.push_back(std::move(line));
  }
  if (!cell.empty() || lines.empty()) lines.push_back(fit_width(cell, width));
  return lines;
}

}  // namespace

Table::Table(std::span<const Column> columns, std::vector<std::size_t> chosen, const Output& output, Sink& out)
    : columns_(columns), chosen_(std::move(chosen)), output_(output), out_(out) {}

void Table::add(const Row& row) {
  std::vector<std::string> cells;
  cells.reserve(chosen_.size());
  for (const auto i : chosen_) cells.push_back(shown(row[i], columns_[i]));
  if (settled_) return print(cells, false);
  sample_.push_back(std::move(cells));
  if (sample_.size() == kSample) settle();
}

void Table::settle() {
  settled_ = true;
  if (sample_.empty()) return;
  std::vector<std::string> titles;
  for (const auto i : chosen_) titles.emplace_back(columns_[i].title);
  widths_.assign(chosen_.size(), 0);
  const auto widen = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) widths_[i] = std::max(widths_[i], display_width(cells[i]));
  };
  if (output_.header) widen(titles);
  std::ranges::for_each(sample_, widen);
  if (output_.width) fit(titles);
  if (output_.header) print(titles, true);
  for (const auto& cells : sample_) print(cells, false);
  sample_.clear();
  out_.flush();
}

void Table::fit(std::vector<std::string>& titles) {
  const auto room = *output_.width;
  const auto fits = [&] {
    auto least = (widths_.size() - 1) * kGap.size();
    for (std::size_t i = 0; i < widths_.size(); ++i)
      least += stays_whole(columns_[chosen_[i]]) ? widths_[i] : std::min(widths_[i], kNarrowest);
    return least <= room;
  };
  while (output_.fields.empty() && !fits()) {
    // The last of those that go soonest; whose row it is, stands in front.
    std::size_t at = 0;
    for (std::size_t i = 1; i < chosen_.size(); ++i) {
      const auto soon = left_out_at(columns_[chosen_[i]]);
      if (soon > 0 && (at == 0 || soon <= left_out_at(columns_[chosen_[at]]))) at = i;
    }
    if (at == 0) break;
    leave_out(at, titles);
  }
  std::vector<bool> may_give;
  for (const auto i : chosen_) may_give.push_back(!stays_whole(columns_[i]));
  shrink(widths_, may_give, room);
  shrink(widths_, std::vector<bool>(chosen_.size(), true), room);
}

void Table::leave_out(std::size_t at, std::vector<std::string>& titles) {
  const auto place = static_cast<std::ptrdiff_t>(at);
  left_out_.emplace_back(columns_[chosen_[at]].key);
  chosen_.erase(chosen_.begin() + place);
  widths_.erase(widths_.begin() + place);
  titles.erase(titles.begin() + place);
  for (auto& cells : sample_) cells.erase(cells.begin() + place);
}

void Table::print(const std::vector<std::string>& cells, bool title) {
  if (!output_.width) return print_line(cells, title);
  std::vector<std::vector<std::string>> columns;
  std::size_t height = 1;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool wraps = columns_[chosen_[i]].wraps && !title;
    columns.push_back(wraps ? lines_of(cells[i], widths_[i]) : std::vector{fit_width(cells[i], widths_[i])});
    height = std::max(height, columns.back().size());
  }
  for (std::size_t at = 0; at < height; ++at) {
    std::vector<std::string> line;
    for (const auto& column : columns) line.push_back(at < column.size() ? column[at] : std::string());
    print_line(line, title);
  }
}

void Table::print_line(const std::vector<std::string>& cells, bool title) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& cell = cells[i];
    line += cell;
    if (i + 1 == cells.size()) break;
    const auto width = display_width(cell);
    line.append(width < widths_[i] ? widths_[i] - width : 0, ' ');
    line += kGap;
  }
  while (line.ends_with(' ')) line.pop_back();
  if (title && output_.color_out) line = fmt::format("{}{}{}", kBold, line, kPlain);
  out_.write(line + "\n");
}

void Table::finish() {
  if (!settled_) settle();
}

void print_record(std::span<const Column> columns, const Row& row, const std::vector<std::size_t>& chosen,
                  const Output& output, Sink& out) {
  std::size_t width = 0;
  for (const auto i : chosen) width = std::max(width, display_width(columns[i].title));
  for (const auto i : chosen) {
    const auto& title = columns[i].title;
    const std::string label = output.accessible
                                  ? fmt::format("{}: ", title)
                                  : fmt::format("{}{}{}", title, std::string(width - display_width(title), ' '), kGap);
    // Records in a record get a line each.
    constexpr std::size_t kSoon = 32;  // as of a list: a reader need not wait for the next thousand
    std::size_t count = 0;
    each_record(row[i], [&](const Fields& record) {
      const bool labelled = count == 0 || output.accessible;
      out.write((labelled ? label : std::string(display_width(label), ' ')) + escape_controls(human_record(record)) +
                "\n");
      if (++count == kSoon) out.flush();
    });
    if (count == 0) out.write(label + shown(row[i], columns[i]) + "\n");
  }
}

}  // namespace pcadmin::cli
