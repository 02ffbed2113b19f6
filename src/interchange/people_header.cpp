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

/// How many columns a message tells: no more than a person would read.
constexpr std::size_t kShown = 20;

/// In quotes, and no more of them than that.
std::string quoted_list(std::span<const std::string> cells) {
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
/// begin another mapping, and of what is too long to be told whole.
std::string map_flag(std::string_view cell, std::string_view field) {
  if (excerpt(cell) != cell) return {};
  if (has_control_characters(cell) || cell.find_first_of("',") != std::string_view::npos) return {};
  return fmt::format("--map '{}={}'", trim(cell), field);
}

/// What columns are often called elsewhere, normalised, and which of ours that is. A hint is all that comes of it.
constexpr std::array<std::pair<std::string_view, PersonColumn>, 20> kElsewhere = {{
    {"full_name", PersonColumn::name},
    {"display_name", PersonColumn::name},
    {"displayname", PersonColumn::name},
    {"mail", PersonColumn::email},
    {"email_address", PersonColumn::email},
    {"e_mail_address", PersonColumn::email},
    {"mail_address", PersonColumn::email},
    {"userprincipalname", PersonColumn::email},
    {"upn", PersonColumn::email},
    {"first_name", PersonColumn::given_name},
    {"firstname", PersonColumn::given_name},
    {"last_name", PersonColumn::family_name},
    {"lastname", PersonColumn::family_name},
    {"surname", PersonColumn::family_name},
    {"title", PersonColumn::job_title},
    {"dept", PersonColumn::department},
    {"telephone", PersonColumn::phone},
    {"telephone_number", PersonColumn::phone},
    {"mobile", PersonColumn::phone},
    {"country", PersonColumn::usage_location},
}};

/// Which of `columns` that cell may mean; empty: none.
std::string meant_by(std::string_view cell, const Words& columns) {
  const auto word = normalised_name(cell);
  const auto* const known = std::ranges::find(kElsewhere, word, &decltype(kElsewhere)::value_type::first);
  if (known != kElsewhere.end()) {
    const std::string name(to_string(known->second));
    return std::ranges::find(columns, name) == columns.end() ? std::string() : name;
  }
  const auto near = nearest(word, columns);
  return near.empty() ? std::string() : near.front();
}

/// What to do about columns that are unknown, and those that are missing, which are among `free`: what no column is
/// yet. Another separator is a likely cause, too.
std::string column_hint(std::span<const std::string> cells, std::span<const std::string> unknown, bool some_missing,
                        Words free) {
  if (some_missing && cells.size() == 1 && cells.front().find('|') != std::string::npos)
    return "put a line sep=| in front; without one, columns are separated by commas, semicolons or tabs";
  Words meant;
  Words flags;
  Words left;
  for (const auto& cell : unknown.first(std::min(unknown.size(), kShown))) {
    const auto column = meant_by(cell, free);
    if (column.empty()) {
      if (auto flag = map_flag(cell, "-"); !trim(cell).empty() && !flag.empty()) left.push_back(std::move(flag));
      continue;
    }
    std::erase(free, column);
    meant.push_back(fmt::format("\"{}\" to \"{}\"", excerpt(cell), column));
    if (auto flag = map_flag(cell, column); !flag.empty()) flags.push_back(std::move(flag));
  }
  std::string hint;
  if (!meant.empty()) hint = fmt::format("rename {}", join_words(meant));
  if (!flags.empty()) hint += fmt::format(", or import with {}", fmt::join(flags, " "));
  if (hint.empty() && some_missing)
    hint =
        "the first line names the columns, \"name\" and \"email\" among them; --map COLUMN=FIELD says what others are";
  if (!some_missing)
    hint += fmt::format("{}the columns there are: {}", hint.empty() ? "" : "; ", join_words(known_columns()));
  if (!left.empty())
    hint += fmt::format("; to leave {} out: {}", left.size() == 1 ? "one" : "the others", fmt::join(left, " "));
  return hint;
}

/// `no column is called "deparment"`, whatever is wrong with however many.
std::string unknown_message(std::span<const std::string> unknown, std::size_t first) {
  if (unknown.size() > 1) return fmt::format("{} columns are not known: {}", unknown.size(), quoted_list(unknown));
  return trim(unknown.front()).empty() ? fmt::format("column {} of the header has no name", first)
                                       : fmt::format("no column is called {}", quoted_list(unknown));
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

  /// Everything that is missing and everything that is not known, at once.
  void require() const {
    const auto missing = missing_columns();
    Words unknown;
    std::size_t first = 0;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (is_mapped_[i] || header_.columns_[i] || is_reject_column(cells_[i])) continue;
      if (unknown.empty()) first = i + 1;
      unknown.push_back(cells_[i]);
    }
    if (missing.empty() && unknown.empty()) return;
    auto hint = column_hint(cells_, unknown, !missing.empty(), free_columns());
    if (missing.empty()) refuse("unknown-column", unknown_message(unknown, first), std::move(hint), line_);
    refuse("missing-column",
           fmt::format("the file has no column {}; {}", quoted_list(missing),
                       unknown.empty() || unknown.size() == cells_.size()
                           ? "its columns are " + quoted_list(cells_)
                           : "not known of its columns: " + quoted_list(unknown)),
           std::move(hint), line_);
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
  bool has(PersonColumn column) const { return std::ranges::find(header_.columns_, column) != header_.columns_.end(); }

  Words missing_columns() const {
    Words missing;
    for (const auto column : kRequired)
      if (!has(column)) missing.emplace_back(to_string(column));
    return missing;
  }

  Words free_columns() const {
    Words free;
    for (const auto& name : known_columns())
      if (!has(*find_person_column(name))) free.push_back(name);
    return free;
  }

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
  reading.place();
  reading.require();
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
