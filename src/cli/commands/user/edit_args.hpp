#pragma once

#include "../../or_none.hpp"
#include "record_args.hpp"

#include "pcadmin/domain/user.hpp"

#include <array>

/// The fields of a person's record as flags that change them.
namespace pcadmin::cli {

namespace flags {

inline constexpr Arg<NeverNone<domain::PersonName>> kNewName{{.name = "--name", .help = "full name", .value = "NAME"}};
inline constexpr Arg<domain::Email> kNewEmail{
    {.name = "--email", .help = "new e-mail address: the new sign-in name", .value = "EMAIL"}};
inline constexpr Arg<domain::UserKind> kNewKind{{.name = "--kind",
                                                 .help = "member, or guest: a guest may hold few roles",
                                                 .value = "KIND",
                                                 .words = kKinds,
                                                 .completes = Completes::word}};
inline constexpr Arg<OrNone<domain::GivenName>> kNewGivenName{
    {.name = "--given-name", .help = "given name, or none", .value = "NAME"}};
inline constexpr Arg<OrNone<domain::FamilyName>> kNewFamilyName{
    {.name = "--family-name", .help = "family name, or none", .value = "NAME"}};
inline constexpr Arg<OrNone<domain::JobTitle>> kNewJobTitle{
    {.name = "--job-title", .help = "job title, or none", .value = "TITLE"}};
inline constexpr Arg<OrNone<domain::Department>> kNewDepartment{
    {.name = "--department", .help = "department, or none", .value = "NAME"}};
inline constexpr Arg<OrNone<domain::Phone>> kNewPhone{
    {.name = "--phone", .help = "telephone number, or none", .value = "NUMBER"}};
inline constexpr Arg<OrNone<domain::UsageLocation>> kNewUsageLocation{
    {.name = "--usage-location", .help = "country, two letters of ISO 3166-1, or none", .value = "CC"}};
inline constexpr Arg<OrNone<domain::OsAccount>> kOsAccount{
    {.name = "--os-account",
     .help = "whoever runs pcadmin under this account of the operating system acts as this person without signing in; "
             "or none",
     .value = "NAME"}};

/// All of them, in the order of the record.
inline constexpr std::array<const ArgSpec*, 10> kFieldEdits = {
    &kNewName.spec,     &kNewEmail.spec,      &kNewKind.spec,  &kNewGivenName.spec,     &kNewFamilyName.spec,
    &kNewJobTitle.spec, &kNewDepartment.spec, &kNewPhone.spec, &kNewUsageLocation.spec, &kOsAccount.spec};

}  // namespace flags

}  // namespace pcadmin::cli
