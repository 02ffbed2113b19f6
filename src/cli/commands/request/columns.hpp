#pragma once

#include "../../args.hpp"
#include "../../report.hpp"

#include "pcadmin/ops/requests.hpp"

#include <array>
#include <string>

/// How requests are named and how they appear.
namespace pcadmin::cli {

namespace flags {
inline constexpr Arg<domain::RequestId> kRequest{{.name = "REQUEST",
                                                  .help = "a request's id (req_7), or its number",
                                                  .completes = Completes::request,
                                                  .required = true}};
}  // namespace flags

inline constexpr std::size_t kRequestColumnCount = 14;

/// In a list, what one decides by; of a single one, everything.
constexpr std::array<Column, kRequestColumnCount> request_columns(bool whole) {
  return {{{.key = "id", .title = "REQUEST", .is_id = true},
           {.key = "email", .title = "WHO", .whole = true, .type = domain::FieldType::email},
           {.key = "name", .title = "NAME", .in_table = whole},
           {.key = "role", .title = "ROLE", .type = domain::FieldType::role},
           {.key = "location", .title = "LOCATION", .nothing = "whole organisation"},
           {.key = "wanted_end", .title = "UNTIL", .nothing = "never ends"},
           {.key = "reason", .title = "WHY"},
           {.key = "ticket", .title = "TICKET", .in_table = whole},
           {.key = "asked_at", .title = "ASKED AT", .type = domain::FieldType::time},
           {.key = "state", .title = "STATE"},
           {.key = "decided_at", .title = "DECIDED AT", .in_table = whole, .type = domain::FieldType::time},
           {.key = "decided_by", .title = "DECIDED BY", .in_table = whole, .type = domain::FieldType::email},
           {.key = "answer", .title = "ANSWER", .in_table = whole},
           {.key = "change", .title = "CHANGE", .in_table = false, .type = domain::FieldType::number}}};
}
inline constexpr auto kRequestColumns = request_columns(true);
inline constexpr auto kListedRequestColumns = request_columns(false);
Row request_values(const store::Request& request);

/// `req_7 (ann@contoso.example, helpdesk-agent)`.
std::string request_words(const store::Request& request);

/// What deciding answers with.
Report decision_report(const ops::Decision& decision);

}  // namespace pcadmin::cli
