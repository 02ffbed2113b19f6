#pragma once

#include "pcadmin/interchange/column_mapping.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pcadmin::interchange {

enum class PersonColumn : std::uint8_t {
  name,
  email,
  roles,
  given_name,
  family_name,
  kind,
  job_title,
  department,
  phone,
  usage_location,
  state,
};

/// As a file calls them, in the order of `PersonColumn`.
inline constexpr std::array<std::string_view, 11> kPersonColumns = {
    "name",      "email",      "roles", "given_name",     "family_name", "kind",
    "job_title", "department", "phone", "usage_location", "state",
};

constexpr std::string_view to_string(PersonColumn column) { return kPersonColumns[static_cast<std::size_t>(column)]; }

/// What a file of rejects says besides.
inline constexpr std::array<std::string_view, 3> kRejectColumns = {"_line", "_code", "_message"};
/// Whether a column, or a key of JSON, is one of those, in any letter case.
bool is_reject_column(std::string_view word);

/// Letter case does not matter, and blank, hyphen and underscore are alike.
std::optional<PersonColumn> find_person_column(std::string_view word);

/// Which of a file's columns holds which field of a person.
class PeopleHeader {
 public:
  /// `cells` are those of the header row, which begins on `line`; what a mapping says of one goes before its own name.
  /// Throws `Error`, kind `invalid`, with code `missing-column`, also for one of a mapping, `unknown-column` or
  /// `duplicate-column`, in that order when several would do.
  PeopleHeader(const std::vector<std::string>& cells, std::uint64_t line, std::span<const ColumnMapping> mappings = {});

  /// How many columns the file has.
  std::size_t size() const { return columns_.size(); }
  /// The column's place in the row, from 1; 0 when the file does not have it.
  std::size_t ordinal(PersonColumn column) const { return ordinals_[static_cast<std::size_t>(column)]; }
  std::size_t ordinal(std::string_view field) const;
  /// The field at a place, from 1, that is within the row; nullopt for a column that is left out.
  std::optional<PersonColumn> column(std::size_t ordinal) const { return columns_[ordinal - 1]; }
  /// The field at a place, from 1; empty outside the row and for a column that is left out.
  std::string_view field(std::uint64_t ordinal) const;

 private:
  class Reading;

  std::vector<std::optional<PersonColumn>> columns_;
  std::array<std::size_t, kPersonColumns.size()> ordinals_{};
};

}  // namespace pcadmin::interchange
