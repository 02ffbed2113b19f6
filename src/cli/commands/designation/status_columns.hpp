#pragma once

#include "../../report.hpp"

#include "pcadmin/ops/designations.hpp"

#include <array>
#include <string>
#include <vector>

/// How the organisation stands with designations, as it appears.
namespace pcadmin::cli {

/// The same keys in a list, where records in records are left to machine formats, and of one designation.
constexpr std::array<Column, 14> status_columns(bool of_one) {
  return {{
      {.key = "name", .title = "NAME", .is_id = true, .whole = true},
      {.key = "title", .title = "TITLE", .in_table = of_one},
      {.key = "standing", .title = "STANDING", .type = domain::FieldType::word, .words = domain::kStandings},
      {.key = "points", .title = "POINTS"},
      {.key = "at_most", .title = "AT MOST"},
      {.key = "needs", .title = "NEEDS", .nothing = "not known"},
      {.key = "confidence", .title = "CONFIDENCE", .type = domain::FieldType::word, .words = domain::kConfidences},
      {.key = "in_three_months",
       .title = "IN THREE MONTHS",
       .type = domain::FieldType::word,
       .words = domain::kStandings},
      {.key = "missing", .title = "MISSING", .nothing = "nothing", .wraps = true, .many = true},
      {.key = "metrics", .title = "METRICS", .in_table = of_one, .many = true},
      {.key = "counted", .title = "COUNTED", .in_table = of_one, .nothing = "nobody", .many = true},
      {.key = "not_counted", .title = "NOT COUNTED", .in_table = of_one, .nothing = "nobody", .many = true},
      {.key = "lapsing", .title = "LAPSING", .in_table = of_one, .nothing = "nobody", .many = true},
      {.key = "ways", .title = "WAYS", .in_table = of_one, .nothing = "none", .many = true},
  }};
}
inline constexpr auto kStatusColumns = status_columns(false);
inline constexpr auto kOneStatusColumns = status_columns(true);

/// What is missing, a sentence each.
std::vector<std::string> missing_of(const ops::DesignationStatus& status);
/// `2 people more for advanced-certifications and 12.5 points reported by Partner Center`.
std::vector<std::string> ways_of(const ops::DesignationStatus& status);

/// `people` as `ops::people_of` has them.
Row status_values(const ops::DesignationStatus& status, const std::map<domain::UserId, ops::Contributor>& people);

}  // namespace pcadmin::cli
