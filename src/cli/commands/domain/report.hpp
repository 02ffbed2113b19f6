#pragma once

#include "../../report.hpp"

#include "pcadmin/ops/domains.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

/// How domains appear.
namespace pcadmin::cli {

inline constexpr std::array<Column, 2> kDomainColumns = {
    {{.key = "domain", .title = "DOMAIN", .is_id = true, .whole = true},
     {.key = "people", .title = "PEOPLE", .type = domain::FieldType::number}}};

/// What was added or deleted, which `done` says; `nothing` where there was nothing to do.
Report domain_report(const std::vector<ops::DomainChange>& changes, std::string_view done, std::string_view nothing);
/// `contoso.test and fabrikam.test`.
std::string named(const std::vector<domain::DomainName>& names);
/// `3 people have an address there`.
std::string people_there(std::int64_t people);

}  // namespace pcadmin::cli
