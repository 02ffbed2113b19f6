#pragma once

#include "pcadmin/base/result.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace pcadmin::interchange {

/// What a column is that a CSV file calls by a name of its own: `Funktion=job_title`; or that it is left out:
/// `Shoe size=-`.
class ColumnMapping {
 public:
  /// `COLUMN=FIELD`, split at the last `=`. Fails, kind `usage`, with `invalid-mapping` where the sign or the column is
  /// missing, and with `unknown-field` (the nearest in the hint). Of the field, letter case does not matter, and blank,
  /// hyphen and underscore are alike.
  static Result<ColumnMapping> parse(std::string_view text);

  /// As the file calls it, without blanks around it.
  const std::string& column() const { return column_; }
  /// As `PeopleReader` calls it; empty when the column is left out.
  const std::string& field() const { return field_; }

 private:
  ColumnMapping(std::string column, std::string field) : column_(std::move(column)), field_(std::move(field)) {}
  std::string column_;
  std::string field_;
};

}  // namespace pcadmin::interchange
