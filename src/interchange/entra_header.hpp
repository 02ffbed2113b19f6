#pragma once

#include "interchange/csv_rows.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pcadmin::interchange {

/// The columns of Entra's template that are read.
enum class EntraColumn : std::uint8_t {
  display_name,
  user_principal_name,
  password_profile,
  account_enabled,
  given_name,
  surname,
  job_title,
  department,
  usage_location,
  telephone_number,
  mobile,
};

/// The words in brackets, in the order of `EntraColumn`.
inline constexpr std::array<std::string_view, 11> kEntraColumns = {
    "displayName", "userPrincipalName", "passwordProfile", "accountEnabled",  "givenName", "surname",
    "jobTitle",    "department",        "usageLocation",   "telephoneNumber", "mobile",
};

constexpr std::string_view to_string(EntraColumn column) { return kEntraColumns[static_cast<std::size_t>(column)]; }

/// Which of a file's columns is which of the template's.
class EntraHeader {
 public:
  /// Of the header row at which `rows` stands. Throws `Error`, kind `invalid`, with code `missing-column`,
  /// `unknown-column` or `duplicate-column`. What a message quotes of the row stands in brackets: it may be no header,
  /// but somebody with a password.
  explicit EntraHeader(const CsvRows& rows);

  std::size_t size() const { return size_; }
  /// The column's place in the row, from 1; 0 when the file does not have it.
  std::size_t ordinal(EntraColumn column) const { return ordinals_[static_cast<std::size_t>(column)]; }
  bool has(EntraColumn column) const { return ordinal(column) != 0; }
  /// The template's word for the column at a place, from 1; empty where it is none that is read.
  std::string_view word_at(std::uint64_t ordinal) const;
  /// As they stand in the file.
  const std::vector<std::string>& titles() const { return titles_; }
  /// The titles of columns that are not of the template.
  const std::vector<std::string>& unknown() const { return unknown_; }

 private:
  void take(std::string_view title, std::size_t ordinal, std::uint64_t line);
  void require(std::uint64_t line) const;

  std::size_t size_;
  std::array<std::size_t, kEntraColumns.size()> ordinals_{};
  std::vector<std::string> titles_;
  std::vector<std::string> unknown_;
  std::string near_miss_;  ///< `rename ... to ...`
};

}  // namespace pcadmin::interchange
