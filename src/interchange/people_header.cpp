#include "interchange/people_header.hpp"

#include "interchange/column_names.hpp"
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

/// How to name a column to `--map`; empty where a shell would not leave the name as it is, and where a comma would
/// begin another mapping.
std::string map_flag(std::string_view cell, std::string_view field) {
  if (has_control_characters(cell) || cell.find_first_of("',") != std::string_view::npos) return {};
  return fmt::format("--map '{}={}'", trim(cell), field);
}

/// What to do about columns that are missing: another separator and a near miss are the likely causes.
std::string missing_hint(std::span<const std::string> cells, std::span<const std::string> missing) {
  if (cells.size() == 1 && cells.front().find('|') != std::string::npos)
    return "put a line sep=| in front; without one, columns are separated by commas, semicolons or tabs";
  for (const auto& cell : cells) {
    const auto near = find_person_column(cell) ? Words{} : nearest(normalised_name(cell), missing);
    if (near.empty()) continue;
    const auto flag = map_flag(cell, near.front());
    return fmt::format("rename \"{}\" to \"{}\"{}{}", excerpt(cell), near.front(),
                       flag.empty() ? "" : ", or import with ", flag);
  }
  return "the first line names the columns, \"name\" and \"email\" among them; --map COLUMN=FIELD says what others are";
}

/// `no column is called "deparment"`, whatever is wrong with however many.
std::string unknown_message(std::span<const std::string> unknown, std::size_t first) {
  if (unknown.size() > 1) return fmt::format("{} columns are not known: {}", unknown.size(), quoted_list(unknown));
  return trim(unknown.front()).empty() ? fmt::format("column {} of the header has no name", first)
                                       : fmt::format("no column is called {}", quoted_list(unknown));
}

std::string unknown_hint(std::span<const std::string> unknown) {
  const auto known = known_columns();
  std::string hint;
  for (const auto& cell : unknown)
    if (const auto near = nearest(normalised_name(cell), known); !near.empty())
      hint += unknown.size() == 1 ? fmt::format("did you mean \"{}\"? ", near.front())
                                  : fmt::format("did you mean \"{}\" by \"{}\"? ", near.front(), excerpt(cell));
  hint += fmt::format("the columns there are: {}", join_words(known));
  const auto flag = trim(unknown.front()).empty() ? std::string() : map_flag(unknown.front(), "-");
  return flag.empty() ? hint : fmt::format("{}; to leave {} out: {}", hint, unknown.size() == 1 ? "it" : "one", flag);
}

}  // namespace

bool is_reject_column(std::string_view word) {
  return std::ranges::find(kRejectColumns, to_ascii_lower(trim(word))) != kRejectColumns.end();
}

std::optional<PersonColumn> find_person_column(std::string_view word) {
  const auto* const found = std::find(kPersonColumns.begin(), kPersonColumns.end(), normalised_name(word));
  if (found == kPersonColumns.end()) return std::nullopt;
  return static_cast<PersonColumn>(found - kPersonColumns.begin());
}

/// One header becoming columns; each step refuses what the ones after it need not look at.
class PeopleHeader::Reading {
 public:
  Reading(PeopleHeader& header, std::span<const std::string> cells, std::uint64_t line)
      : header_(header), cells_(cells), line_(line), is_mapped_(cells.size()) {
    for (const auto& cell : cells) header_.columns_.push_back(find_person_column(cell));
  }

  void map(std::span<const ColumnMapping> mappings) {
    for (const auto& mapping : mappings) {
      bool found = false;
      for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (normalised_name(cells_[i]) != normalised_name(mapping.column())) continue;
        if (is_mapped_[i])
          refuse("duplicate-column", fmt::format("--map says twice what \"{}\" is", mapping.column()),
                 "keep one of them", line_);
        is_mapped_[i] = found = true;
        header_.columns_[i] = mapping.field().empty() ? std::nullopt : find_person_column(mapping.field());
      }
      if (!found) refuse_mapping(mapping);
    }
  }

  void require() const {
    Words missing;
    for (const auto column : kRequired)
      if (std::ranges::find(header_.columns_, column) == header_.columns_.end())
        missing.emplace_back(to_string(column));
    if (missing.empty()) return;
    refuse("missing-column",
           fmt::format("the file has no column {}; its columns are {}", quoted_list(missing), quoted_list(cells_)),
           missing_hint(cells_, missing), line_);
  }

  void refuse_unknown() const {
    Words unknown;
    std::size_t first = 0;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (is_mapped_[i] || header_.columns_[i] || is_reject_column(cells_[i])) continue;
      if (unknown.empty()) first = i + 1;
      unknown.push_back(cells_[i]);
    }
    if (!unknown.empty()) refuse("unknown-column", unknown_message(unknown, first), unknown_hint(unknown), line_);
  }

  void place() const {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const auto column = header_.columns_[i];
      if (!column) continue;
      auto& ordinal = header_.ordinals_[static_cast<std::size_t>(*column)];
      if (ordinal != 0)
        refuse("duplicate-column", fmt::format("columns {} and {} are both \"{}\"", ordinal, i + 1, to_string(*column)),
               "keep one of them", line_);
      ordinal = i + 1;
    }
  }

 private:
  [[noreturn]] void refuse_mapping(const ColumnMapping& mapping) const {
    const auto near = nearest(mapping.column(), cells_);
    refuse("missing-column",
           fmt::format("the file has no column \"{}\", of which --map speaks; its columns are {}",
                       excerpt(mapping.column()), quoted_list(cells_)),
           near.empty() ? "write the column as the file's first line does"
                        : fmt::format("did you mean \"{}\"?", excerpt(near.front())),
           line_);
  }

  PeopleHeader& header_;
  std::span<const std::string> cells_;
  std::uint64_t line_;
  std::vector<bool> is_mapped_;
};

PeopleHeader::PeopleHeader(const Words& cells, std::uint64_t line, std::span<const ColumnMapping> mappings) {
  Reading reading(*this, cells, line);
  reading.map(mappings);
  reading.require();
  reading.refuse_unknown();
  reading.place();
}

std::string_view PeopleHeader::field(std::uint64_t ordinal) const {
  if (ordinal == 0 || ordinal > columns_.size() || !columns_[ordinal - 1]) return {};
  return to_string(*columns_[ordinal - 1]);
}

std::size_t PeopleHeader::ordinal(std::string_view field) const {
  const auto* const found = std::find(kPersonColumns.begin(), kPersonColumns.end(), field);
  return found == kPersonColumns.end() ? 0 : ordinals_[static_cast<std::size_t>(found - kPersonColumns.begin())];
}

}  // namespace pcadmin::interchange
