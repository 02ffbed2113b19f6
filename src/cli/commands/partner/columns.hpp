#pragma once

#include "../../report.hpp"

#include "pcadmin/ops/associations.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

/// How associations appear.
namespace pcadmin::cli {

inline constexpr std::array<std::string_view, 4> kAssociationStates = {"invited", "requested", "associated", "ended"};
inline constexpr std::array<std::string_view, 7> kAssociationWays = {"account", "domain", "invitation", "admin",
                                                                     "self",    "denied", "offboarded"};

inline constexpr std::size_t kAssociationColumnCount = 11;

/// In a list, what one decides by; of a single one, everything.
constexpr std::array<Column, kAssociationColumnCount> association_columns(bool whole) {
  using domain::FieldType;
  return {{{.key = "who", .title = "WHO", .is_id = true, .whole = true, .type = FieldType::email},
           {.key = "user", .title = "ID", .in_table = whole, .nothing = "no account"},
           {.key = "name", .title = "NAME", .nothing = "no account"},
           {.key = "address", .title = "ADDRESS AT WORK", .whole = true, .type = FieldType::email},
           {.key = "state", .title = "STATE", .type = FieldType::word, .words = kAssociationStates},
           {.key = "how", .title = "HOW", .type = FieldType::word, .words = kAssociationWays},
           {.key = "since_at", .title = "SINCE", .type = FieldType::time},
           {.key = "by", .title = "BY", .in_table = whole, .type = FieldType::email},
           {.key = "reason", .title = "WHY", .in_table = whole},
           {.key = "ticket", .title = "TICKET", .in_table = whole},
           {.key = "change", .title = "CHANGE", .in_table = false, .type = FieldType::number}}};
}
inline constexpr auto kAssociationColumns = association_columns(true);
inline constexpr auto kListedAssociationColumns = association_columns(false);
Row association_values(const store::Association& association);

/// How a command names whose it is: by the address of the account, or the one that was invited.
const std::string& who_of(const store::Association& association);
/// `ann@contoso.example`, and by which address, where it is another.
std::string association_words(const store::Association& association);

/// What changing several answers with: `done` says what was done with those that changed, `nothing` that none did.
Report associations_report(const std::vector<ops::AssociationChange>& changes, std::string_view done,
                           std::string_view nothing);
/// What was done to one.
Report association_report(const ops::AssociationChange& change, std::string said);

}  // namespace pcadmin::cli
