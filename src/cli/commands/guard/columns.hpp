#pragma once

#include "../../args.hpp"
#include "../../report.hpp"

#include "pcadmin/ops/guards.hpp"

#include <array>

/// How guards are named and how they appear.
namespace pcadmin::cli {

template <>
struct ArgValue<domain::Guard> {
  static Result<domain::Guard> parse(std::string_view text) { return domain::parse_guard(text); }
};

inline constexpr std::array<std::string_view, 6> kGuardNames = {"minimum-global-admins", "required-admins",
                                                                "max-removals",          "separate-duties",
                                                                "expiry-required",       "reason-required"};
inline constexpr Arg<domain::Guard> kGuard{
    {.name = "GUARD", .help = "a guard's name", .words = kGuardNames, .completes = Completes::word, .required = true}};

inline constexpr std::array<Column, 5> kGuardColumns = {
    {{.key = "guard",
      .title = "GUARD",
      .is_id = true,
      .whole = true,
      .type = domain::FieldType::word,
      .words = kGuardNames},
     {.key = "value", .title = "VALUE", .wraps = true},
     {.key = "set", .title = "SET", .type = domain::FieldType::yes_no},
     {.key = "now", .title = "NOW", .wraps = true},
     {.key = "demands", .title = "DEMANDS", .wraps = true}}};
Row guard_values(const ops::GuardState& state);

/// What setting and unsetting a guard answer.
Report guard_report(const ops::GuardChange& change);

}  // namespace pcadmin::cli
