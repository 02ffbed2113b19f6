#pragma once

#include "../../args.hpp"

#include "pcadmin/domain/user.hpp"

#include <array>

/// The fields of a person's record as flags.
namespace pcadmin::cli {

template <>
struct ArgValue<domain::UserKind> {
  static Result<domain::UserKind> parse(std::string_view text) { return domain::parse_user_kind(text); }
};
template <>
struct ArgValue<domain::UserState> {
  static Result<domain::UserState> parse(std::string_view text) { return domain::parse_user_state(text); }
};

namespace flags {

inline constexpr std::array<std::string_view, 2> kKinds = {"member", "guest"};
inline constexpr std::array<std::string_view, 2> kStates = {"active", "disabled"};

inline constexpr Arg<domain::PersonName> kName{
    {.name = "--name", .help = "full name", .value = "NAME", .required = true}};
inline constexpr Arg<domain::Email> kEmail{
    {.name = "EMAIL", .help = "e-mail address, unique in the organisation: the sign-in name", .required = true}};
inline constexpr Arg<domain::GivenName> kGivenName{{.name = "--given-name", .help = "given name", .value = "NAME"}};
inline constexpr Arg<domain::FamilyName> kFamilyName{{.name = "--family-name", .help = "family name", .value = "NAME"}};
inline constexpr Arg<domain::UserKind> kKind{{.name = "--kind",
                                              .help = "member, or guest: a guest may hold few roles",
                                              .value = "KIND",
                                              .fallback = "member",
                                              .words = kKinds,
                                              .completes = Completes::word}};
inline constexpr Arg<domain::JobTitle> kJobTitle{{.name = "--job-title", .help = "job title", .value = "TITLE"}};
inline constexpr Arg<domain::Department> kDepartment{{.name = "--department", .help = "department", .value = "NAME"}};
inline constexpr Arg<domain::Phone> kPhone{{.name = "--phone", .help = "telephone number", .value = "NUMBER"}};
inline constexpr Arg<domain::UsageLocation> kUsageLocation{
    {.name = "--usage-location", .help = "country, two letters of ISO 3166-1", .value = "CC"}};
inline constexpr Arg<domain::RoleId> kRoles{{.name = "--role",
                                             .help = "a role to hold; may be repeated, or several with commas",
                                             .value = "ROLE",
                                             .completes = Completes::role,
                                             .many = true}};

}  // namespace flags

}  // namespace pcadmin::cli
