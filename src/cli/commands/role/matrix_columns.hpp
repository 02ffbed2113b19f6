#pragma once

#include "../../report.hpp"
#include "matrix_page.hpp"

#include <array>

namespace pcadmin::cli {

/// A line a permission: what it is, which of the chosen roles have it, then every role of the catalogue with yes or no,
/// what everybody has first.
inline constexpr std::array<Column, 28> kMatrixColumns = {{
    {.key = "permission", .title = "PERMISSION", .is_id = true, .whole = true},
    {.key = "roles", .title = "ROLES", .type = domain::FieldType::role, .many = true},
    {.key = "workspace", .title = "WORKSPACE", .in_table = false},
    {.key = "summary", .title = "WHICH IS", .in_table = false},
    {.key = "default_user", .title = "DEFAULT-USER", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "global_admin", .title = "GLOBAL-ADMIN", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "user_management_admin",
     .title = "USER-MANAGEMENT-ADMIN",
     .in_table = false,
     .type = domain::FieldType::yes_no},
    {.key = "billing_admin", .title = "BILLING-ADMIN", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "admin_agent", .title = "ADMIN-AGENT", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "sales_agent", .title = "SALES-AGENT", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "helpdesk_agent", .title = "HELPDESK-AGENT", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "mpn_partner_admin", .title = "MPN-PARTNER-ADMIN", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "account_admin", .title = "ACCOUNT-ADMIN", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "compliance_admin", .title = "COMPLIANCE-ADMIN", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "referrals_admin", .title = "REFERRALS-ADMIN", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "referrals_user", .title = "REFERRALS-USER", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "business_profile_admin",
     .title = "BUSINESS-PROFILE-ADMIN",
     .in_table = false,
     .type = domain::FieldType::yes_no},
    {.key = "co_sell_solution_admin",
     .title = "CO-SELL-SOLUTION-ADMIN",
     .in_table = false,
     .type = domain::FieldType::yes_no},
    {.key = "incentives_admin", .title = "INCENTIVES-ADMIN", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "incentives_user", .title = "INCENTIVES-USER", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "executive_report_viewer",
     .title = "EXECUTIVE-REPORT-VIEWER",
     .in_table = false,
     .type = domain::FieldType::yes_no},
    {.key = "report_viewer", .title = "REPORT-VIEWER", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "marketplace_owner", .title = "MARKETPLACE-OWNER", .in_table = false, .type = domain::FieldType::yes_no},
    {.key = "marketplace_manager",
     .title = "MARKETPLACE-MANAGER",
     .in_table = false,
     .type = domain::FieldType::yes_no},
    {.key = "marketplace_developer",
     .title = "MARKETPLACE-DEVELOPER",
     .in_table = false,
     .type = domain::FieldType::yes_no},
    {.key = "marketplace_business_contributor",
     .title = "MARKETPLACE-BUSINESS-CONTRIBUTOR",
     .in_table = false,
     .type = domain::FieldType::yes_no},
    {.key = "marketplace_financial_contributor",
     .title = "MARKETPLACE-FINANCIAL-CONTRIBUTOR",
     .in_table = false,
     .type = domain::FieldType::yes_no},
    {.key = "marketplace_marketer",
     .title = "MARKETPLACE-MARKETER",
     .in_table = false,
     .type = domain::FieldType::yes_no},
}};

/// In a table, few roles stand side by side with a mark each; of many only their names fit.
ListBody matrix_list(const Matrix& matrix);

/// One line of it, in the order of `kMatrixColumns`.
Row matrix_row(const Matrix& matrix, domain::PermissionId permission);

}  // namespace pcadmin::cli
