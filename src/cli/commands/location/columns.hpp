#pragma once

#include "../../args.hpp"
#include "../../report.hpp"

#include "pcadmin/ops/locations.hpp"

#include <array>
#include <string>
#include <vector>

/// How locations are named and how they appear.
namespace pcadmin::cli {

namespace flags {

inline constexpr Arg<domain::PartnerId> kLocation{
    {.name = "ID", .help = "the location's Partner ID", .completes = Completes::location, .required = true}};
inline constexpr Arg<domain::LocationName> kLocationName{
    {.name = "--name", .help = "what people call it", .value = "NAME"}};
inline constexpr Arg<domain::Country> kCountry{
    {.name = "--country", .help = "country, two letters of ISO 3166-1", .value = "CC"}};
inline constexpr Arg<domain::PartnerId> kParent{
    {.name = "--parent", .help = "Partner ID of the organisation it belongs to", .value = "ID"}};
inline constexpr Switch kIfLocationExists{
    {.name = "--if-exists", .help = "where there is no such location, change nothing and succeed"}};

}  // namespace flags

inline constexpr std::array<Column, 4> kLocationColumns = {{{.key = "id", .title = "ID", .is_id = true},
                                                            {.key = "name", .title = "NAME"},
                                                            {.key = "country", .title = "COUNTRY"},
                                                            {.key = "parent", .title = "BELONGS TO"}}};
/// With how many assignments are for it alone.
inline constexpr std::array<Column, 5> kUsedLocationColumns = {
    {kLocationColumns[0],
     kLocationColumns[1],
     kLocationColumns[2],
     kLocationColumns[3],
     {.key = "assignments", .title = "ASSIGNMENTS", .type = domain::FieldType::number}}};
Row location_values(const domain::Location& location);

/// `Berlin (4391508)`.
std::string words_of(const domain::Location& location);
/// What is odd about a location that was added or changed.
std::vector<std::string> location_warnings(const ops::LocationChange& change);

}  // namespace pcadmin::cli
