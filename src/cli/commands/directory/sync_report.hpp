#pragma once

#include "../../command.hpp"
#include "../../report.hpp"

#include "pcadmin/ops/directory.hpp"

#include <array>

/// What a directory does to the people here, as it is told.
namespace pcadmin::cli {

/// Of the sum.
inline constexpr std::array<Column, 11> kSyncColumns = {{{.key = "entries", .title = "ENTRIES"},
                                                         {.key = "added", .title = "ADDED", .is_id = true},
                                                         {.key = "changed", .title = "CHANGED"},
                                                         {.key = "disabled", .title = "DISABLED"},
                                                         {.key = "unchanged", .title = "UNCHANGED"},
                                                         {.key = "gone", .title = "GONE"},
                                                         {.key = "still_gone", .title = "STILL GONE"},
                                                         {.key = "conflicts", .title = "CONFLICTS"},
                                                         {.key = "without_address", .title = "WITHOUT ADDRESS"},
                                                         {.key = "roles_given", .title = "ROLES GIVEN"},
                                                         {.key = "roles_taken", .title = "ROLES TAKEN"}}};
inline constexpr std::array<std::string_view, 4> kSyncActions = {"add", "change", "gone", "conflict"};
/// Of a row: somebody who is added, changed or gone, or an entry in conflict.
inline constexpr std::array<Column, 11> kSyncRowColumns = {
    {{.key = "action", .title = "ACTION", .type = domain::FieldType::word, .words = kSyncActions},
     {.key = "who", .title = "WHO", .whole = true, .for_people = true},
     {.key = "email",
      .title = "E-MAIL",
      .in_table = false,
      .is_id = true,
      .whole = true,
      .type = domain::FieldType::email},
     {.key = "name", .title = "NAME"},
     {.key = "changes", .title = "CHANGES", .wraps = true, .many = true},
     {.key = "roles_gained", .title = "ROLES GAINED", .many = true},
     {.key = "roles_lost", .title = "ROLES LOST", .many = true},
     {.key = "matched", .title = "FOUND BY", .in_table = false},
     {.key = "entry", .title = "ENTRY", .in_table = false},
     {.key = "code", .title = "CODE", .in_table = false},
     {.key = "problem", .title = "PROBLEM", .wraps = true}}};

/// Takes over the directory that an `ask` has read, and tells what that does: the plan with --dry-run.
Report sync_report(ops::Unit& unit, Context& context);

}  // namespace pcadmin::cli
