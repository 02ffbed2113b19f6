#pragma once

#include "../../or_none.hpp"
#include "../../report.hpp"

#include "pcadmin/ops/locations.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

/// How locations are named and how they appear.
namespace pcadmin::cli {

namespace flags {

inline constexpr Arg<domain::PartnerId> kLocation{
    {.name = "ID", .help = "the location's Partner ID", .completes = Completes::location, .required = true}};
inline constexpr Arg<domain::PartnerId> kManyLocations{{.name = "ID",
                                                        .help = "Partner IDs of locations",
                                                        .completes = Completes::location,
                                                        .required = true,
                                                        .many = true}};
inline constexpr Arg<NeverNone<domain::LocationName>> kLocationName{
    {.name = "--name", .help = "what people call it", .value = "NAME"}};
inline constexpr Arg<domain::Country> kCountry{
    {.name = "--country", .help = "country, two letters of ISO 3166-1", .value = "CC"}};
inline constexpr Arg<domain::PartnerId> kParent{
    {.name = "--parent", .help = "Partner ID of the organisation it belongs to", .value = "ID"}};
inline constexpr Switch kIfLocationExists{
    {.name = "--if-exists", .help = "where there is no such location, change nothing and succeed"}};

}  // namespace flags

inline constexpr std::array<std::string_view, 2> kLocationStates = {"open", "closed"};

inline constexpr std::array<Column, 16> kLocationColumns = {
    {{.key = "id", .title = "ID", .is_id = true},
     {.key = "name", .title = "NAME"},
     {.key = "country", .title = "COUNTRY"},
     {.key = "parent", .title = "BELONGS TO"},
     {.key = "state", .title = "STATE", .type = domain::FieldType::word, .words = kLocationStates},
     {.key = "closed_at", .title = "CLOSED AT", .in_table = false, .type = domain::FieldType::time},
     {.key = "legal_name", .title = "LEGAL ENTITY", .in_table = false},
     {.key = "address_line1", .title = "ADDRESS LINE 1", .in_table = false},
     {.key = "address_line2", .title = "ADDRESS LINE 2", .in_table = false},
     {.key = "city", .title = "CITY", .in_table = false},
     {.key = "state_or_province", .title = "STATE OR PROVINCE", .in_table = false},
     {.key = "postal_code", .title = "POSTAL CODE", .in_table = false},
     {.key = "contact_given_name", .title = "CONTACT'S GIVEN NAME", .in_table = false},
     {.key = "contact_family_name", .title = "CONTACT'S FAMILY NAME", .in_table = false},
     {.key = "contact_email", .title = "CONTACT'S E-MAIL", .in_table = false, .whole = true},
     {.key = "contact_phone", .title = "CONTACT'S TELEPHONE", .in_table = false}}};
/// With how many assignments are for it alone.
inline constexpr auto kUsedLocationColumns = [] {
  std::array<Column, kLocationColumns.size() + 1> all{};
  std::ranges::copy(kLocationColumns, all.begin());
  all.back() = {.key = "assignments", .title = "ASSIGNMENTS", .type = domain::FieldType::number};
  return all;
}();
Row location_values(const domain::Location& location);

/// `Berlin (4391508)`.
std::string words_of(const domain::Location& location);
/// What closing or opening them came to; `done` says which of the two.
Report closing_report(const std::vector<ops::Closing>& closings, std::string_view done);
/// What is odd about a location that was added or changed.
std::vector<std::string> location_warnings(const ops::LocationChange& change);

}  // namespace pcadmin::cli
