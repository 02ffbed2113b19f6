#include "interchange/people_header.hpp"

#include "interchange/csv_rows.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>

namespace pcadmin::interchange {
namespace {

using Words = std::vector<std::string>;

constexpr std::array kRequired = {PersonColumn::name, PersonColumn::email};

Words known_columns() { return {kPersonColumns.begin(), kPersonColumns.end()}; }

/// Letter case does not matter, and blank, hyphen and underscore are alike.
std::string normalised(std::string_view cell) {
  auto word = to_ascii_lower(trim(cell));
  std::replace_if(
      word.begin(), word.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
  return word;
}

std::optional<PersonColumn> find_column(std::string_view cell) {
  const auto found = std::find(kPersonColumns.begin(), kPersonColumns.end(), normalised(cell));
  if (found == kPersonColumns.end()) return std::nullopt;
  return static_cast<PersonColumn>(found - kPersonColumns.begin());
}

/// In quotes, and no more of them than a person would read.
std::string quoted_list(std::span<const std::string> cells) {
  constexpr std::size_t kShown = 20;
  Words words;
  for (const auto& cell : cells.first(std::min(cells.size(), kShown)))
    words.push_back(fmt::format("\"{}\"", excerpt(cell)));
  if (cells.size() > kShown) words.push_back(fmt::format("{} more", cells.size() - kShown));
  return join_words(words);
}

[[noreturn]] void refuse(std::string code, std::string message, std::string hint, std::uint64_t line) {
  throw Error({.code = std::move(code),
               .kind = FailureKind::invalid,
               .message = std::move(message),
               .hint = std::move(hint),
               .details = {{"line", static_cast<std::int64_t>(line)}}});
}

bool has(std::span<const std::string> cells, PersonColumn column) {
  return std::any_of(cells.begin(), cells.end(), [column](const auto& cell) { return find_column(cell) == column; });
}

/// What to do about columns that are missing: another separator and a near miss are the likely causes.
std::string missing_hint(std::span<const std::string> cells, std::span<const std::string> missing) {
  if (cells.size() == 1 && cells.front().find('|') != std::string::npos)
    return "put a line sep=| in front; without one, columns are separated by commas, semicolons or tabs";
  for (const auto& cell : cells)
    if (const auto near = find_column(cell) ? Words{} : nearest(normalised(cell), missing); !near.empty())
      return fmt::format("rename \"{}\" to \"{}\"", excerpt(cell), near.front());
  return "the first line names the columns, \"name\" and \"email\" among them";
}

void require_columns(std::span<const std::string> cells, std::uint64_t line) {
  Words missing;
  for (const auto column : kRequired)
    if (!has(cells, column)) missing.emplace_back(to_string(column));
  if (missing.empty()) return;
  refuse("missing-column",
         fmt::format("the file has no column {}; its columns are {}", quoted_list(missing), quoted_list(cells)),
         missing_hint(cells, missing), line);
}

void refuse_unknown(std::string_view cell, std::size_t ordinal, std::uint64_t line) {
  const auto known = known_columns();
  const auto near = nearest(normalised(cell), known);
  auto hint = near.empty() ? std::string() : fmt::format("did you mean \"{}\"? ", near.front());
  hint += fmt::format("the columns there are: {}", join_words(known));
  auto message = trim(cell).empty() ? fmt::format("column {} of the header has no name", ordinal)
                                    : fmt::format("no column is called \"{}\"", excerpt(cell));
  refuse("unknown-column", std::move(message), std::move(hint), line);
}

}  // namespace

PeopleHeader::PeopleHeader(const Words& cells, std::uint64_t line) {
  require_columns(cells, line);
  for (const auto& cell : cells) {
    const auto column = find_column(cell);
    if (!column) refuse_unknown(cell, columns_.size() + 1, line);
    columns_.push_back(*column);
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    auto& ordinal = ordinals_[static_cast<std::size_t>(columns_[i])];
    if (ordinal != 0)
      refuse("duplicate-column",
             fmt::format("columns {} and {} are both \"{}\"", ordinal, i + 1, to_string(columns_[i])),
             "keep one of them", line);
    ordinal = i + 1;
  }
}

std::string_view PeopleHeader::field(std::uint64_t ordinal) const {
  if (ordinal == 0 || ordinal > columns_.size()) return {};
  return to_string(columns_[ordinal - 1]);
}

std::size_t PeopleHeader::ordinal(std::string_view field) const {
  const auto* const found = std::find(kPersonColumns.begin(), kPersonColumns.end(), field);
  return found == kPersonColumns.end() ? 0 : ordinals_[static_cast<std::size_t>(found - kPersonColumns.begin())];
}

}  // namespace pcadmin::interchange
