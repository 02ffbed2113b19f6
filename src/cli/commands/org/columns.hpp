#pragma once

#include "../../report.hpp"

#include "pcadmin/ops/organization.hpp"

#include <array>
#include <string>
#include <vector>

/// How the organisation appears.
namespace pcadmin::cli {

inline constexpr std::array<Column, 13> kOrgColumns = {
    {{.key = "partner_id", .title = "PARTNER ID", .is_id = true},
     {.key = "name", .title = "NAME"},
     {.key = "legal_name", .title = "LEGAL ENTITY"},
     {.key = "address_line1", .title = "ADDRESS LINE 1"},
     {.key = "address_line2", .title = "ADDRESS LINE 2"},
     {.key = "city", .title = "CITY"},
     {.key = "state_or_province", .title = "STATE OR PROVINCE"},
     {.key = "postal_code", .title = "POSTAL CODE"},
     {.key = "country", .title = "COUNTRY"},
     {.key = "contact", .title = "PRIMARY CONTACT", .whole = true},
     {.key = "contact_name", .title = "CONTACT'S NAME"},
     {.key = "domains", .title = "DOMAINS", .many = true},
     {.key = "locations", .title = "OPEN LOCATIONS", .type = domain::FieldType::number}}};

Row org_values(const ops::OrganizationDetails& details);
/// What is odd about the organisation as it is.
std::vector<std::string> org_warnings(const ops::OrganizationDetails& details);

}  // namespace pcadmin::cli
