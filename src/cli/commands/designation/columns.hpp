#pragma once

#include "../../args.hpp"
#include "../../report.hpp"

#include "pcadmin/ops/designations.hpp"

#include <array>
#include <string_view>

/// How designations are named and how they appear. The keys are those of a file of designations, which reads them
/// again.
namespace pcadmin::cli {

namespace flags {
inline constexpr Arg<domain::RequirementName> kDesignation{
    {.name = "DESIGNATION", .help = "its name, as in pcadmin designation list", .required = true}};
}  // namespace flags

inline constexpr std::array<std::string_view, 2> kOrigins = {"shipped", "own"};

/// The same keys in a list, where records in records are left to machine formats, and of one designation.
constexpr std::array<Column, 9> designation_columns(bool of_one) {
  return {{
      {.key = "name", .title = "NAME", .is_id = true, .whole = true},
      {.key = "title", .title = "TITLE"},
      {.key = "programme", .title = "PROGRAMME"},
      {.key = "needs", .title = "NEEDS", .nothing = "not known"},
      {.key = "every_metric", .title = "IN EVERY METRIC", .in_table = of_one, .type = domain::FieldType::yes_no},
      {.key = "confidence", .title = "CONFIDENCE", .type = domain::FieldType::word, .words = domain::kConfidences},
      {.key = "source", .title = "SOURCE", .in_table = of_one, .wraps = true},
      {.key = "origin", .title = "ORIGIN", .type = domain::FieldType::word, .words = kOrigins},
      {.key = "metrics", .title = "METRICS", .in_table = of_one, .many = true},
  }};
}
inline constexpr auto kDesignationColumns = designation_columns(false);
inline constexpr auto kOneDesignationColumns = designation_columns(true);
/// In their order.
Row designation_values(const ops::KnownDesignation& known);

/// Warns where a number of it is not verified.
void warn_of_doubts(Report& report, const domain::Designation& designation);

}  // namespace pcadmin::cli
