#pragma once

#include "../../report.hpp"

#include "pcadmin/ops/history.hpp"
#include "pcadmin/store/changes.hpp"

#include <array>

/// How change-sets appear.
namespace pcadmin::cli {

/// `done`, and the codes that an attempt can be refused with: those of exit codes 6 and 13, but
/// for not-signed-in and session-exposed, which leave no trace; and import-faults, where a file asks for what its
/// operator may not do.
inline constexpr std::array<std::string_view, 31> kOutcomes = {"done",
                                                               "account-disabled",
                                                               "address-elsewhere",
                                                               "directory-empty",
                                                               "expiry-required",
                                                               "guest-role",
                                                               "import-faults",
                                                               "last-domain",
                                                               "last-global-admin",
                                                               "link-too-early",
                                                               "minimum-global-admins",
                                                               "not-a-leaver",
                                                               "not-allowed",
                                                               "own-admin-role",
                                                               "own-password",
                                                               "password-change-required",
                                                               "reason-required",
                                                               "required-admin",
                                                               "restore-expired",
                                                               "role-not-scoped",
                                                               "separation-of-duties",
                                                               "sign-in-failed",
                                                               "synced-field",
                                                               "temporary-password-expired",
                                                               "token-exposed",
                                                               "token-invalid",
                                                               "token-not-enough",
                                                               "token-role",
                                                               "token-unreadable",
                                                               "too-many-removals",
                                                               "wrong-password"};

inline constexpr std::size_t kChangeColumnCount = 10;
inline constexpr std::array<Column, kChangeColumnCount> kChangeColumns = {{
    {.key = "change", .title = "CHANGE", .is_id = true, .type = domain::FieldType::number},
    {.key = "at", .title = "AT", .type = domain::FieldType::time},
    {.key = "actor", .title = "ACTOR"},
    {.key = "via", .title = "VIA", .in_table = false},
    {.key = "outcome", .title = "OUTCOME", .type = domain::FieldType::word, .words = kOutcomes},
    {.key = "command", .title = "COMMAND"},
    {.key = "reason", .title = "REASON", .in_table = false},
    {.key = "ticket", .title = "TICKET", .in_table = false},
    {.key = "os_user", .title = "OS USER", .in_table = false},
    {.key = "digest", .title = "DIGEST", .in_table = false},
}};

Row change_values(const store::Change& change);

/// How something that happened appears: of one person in `user history`, around one role in `role history`.
enum class HistoryOf { user, role };
constexpr std::array<Column, 12> happening_columns(HistoryOf of) {
  const bool person = of == HistoryOf::user;
  return {{{.key = "change", .title = "CHANGE", .is_id = true, .type = domain::FieldType::number},
           {.key = "at", .title = "AT", .type = domain::FieldType::time},
           {.key = "event", .title = "EVENT"},
           {.key = "user", .title = "USER", .in_table = false},
           {.key = "email", .title = "E-MAIL", .in_table = !person, .whole = true, .type = domain::FieldType::email},
           {.key = "subject", .title = person ? "ROLE OR TOKEN" : "ROLE", .in_table = person},
           {.key = "location", .title = "LOCATION", .in_table = false},
           {.key = "changes", .title = "CHANGES"},
           {.key = "actor", .title = "BY"},
           {.key = "via", .title = "VIA", .in_table = false},
           {.key = "reason", .title = "REASON"},
           {.key = "ticket", .title = "TICKET", .in_table = false}}};
}
Row happening_values(const ops::Happening& happening);

}  // namespace pcadmin::cli
