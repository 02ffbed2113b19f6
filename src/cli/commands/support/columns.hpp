#pragma once

#include "../../args.hpp"
#include "../../report.hpp"

#include "pcadmin/ops/support.hpp"

#include <array>
#include <string_view>

/// How those to turn to appear.
namespace pcadmin::cli {

namespace flags {

inline constexpr Arg<domain::SupportName> kSupportName{
    {.name = "NAME",
     .help = "what the entry is called; vendor and programme are there from the start",
     .required = true}};

}  // namespace flags

inline constexpr std::array<std::string_view, 3> kSupportKinds = {"admin", "set", "shipped"};

inline constexpr std::array<Column, 5> kSupportColumns = {
    {{.key = "name", .title = "WHO", .is_id = true},
     {.key = "place", .title = "WHERE", .whole = true},
     {.key = "note", .title = "FOR", .wraps = true},
     {.key = "kind", .title = "KIND", .in_table = false, .type = domain::FieldType::word, .words = kSupportKinds},
     {.key = "source", .title = "SOURCE", .in_table = false}}};

Row support_values(const ops::SupportLine& line);

}  // namespace pcadmin::cli
