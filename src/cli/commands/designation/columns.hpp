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

inline constexpr std::array<Column, 9> kDesignationColumns = {{
    {.key = "name", .title = "NAME", .is_id = true, .whole = true},
    {.key = "title", .title = "TITLE"},
    {.key = "programme", .title = "PROGRAMME"},
    {.key = "needs", .title = "NEEDS", .nothing = "not known"},
    {.key = "every_metric", .title = "IN EVERY METRIC", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "confidence", .title = "CONFIDENCE", .type = domain::FieldType::word, .words = domain::kConfidences},
    {.key = "source", .title = "SOURCE", .in_table = false, .wraps = true},
    {.key = "origin", .title = "ORIGIN", .type = domain::FieldType::word, .words = kOrigins},
    {.key = "metrics", .title = "METRICS", .in_table = false, .many = true},
}};
/// In their order.
Row designation_values(const ops::KnownDesignation& known);

/// Warns where a number of it is not verified.
void warn_of_doubts(Report& report, const domain::Designation& designation);

}  // namespace pcadmin::cli
