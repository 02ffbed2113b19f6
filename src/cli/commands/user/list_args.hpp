#pragma once

#include "../../common_args.hpp"
#include "record_args.hpp"

#include "pcadmin/ops/people.hpp"

#include <array>

/// How a list of people is filtered and sorted.
namespace pcadmin::cli {

/// `name`, or `-name` for the other way round.
struct SortKey {
  store::UserSort sort;
  bool descending;
};

template <>
struct ArgValue<SortKey> {
  static Result<SortKey> parse(std::string_view text) {
    const bool descending = text.starts_with('-');
    const auto key = descending ? text.substr(1) : text;
    const auto sort = key == "name"      ? store::UserSort::name
                      : key == "id"      ? store::UserSort::id
                      : key == "created" ? store::UserSort::created
                                         : store::UserSort::email;
    return SortKey{sort, descending};
  }
};

namespace flags {

inline constexpr std::array<std::string_view, 8> kSortWords = {"email",  "name",  "id",  "created",
                                                               "-email", "-name", "-id", "-created"};

inline constexpr Arg<Words> kMatch{
    {.name = "--match",
     .help = "only whose name or e-mail address matches this pattern, any letter case: * any run of characters, ? one",
     .value = "GLOB"}};
inline constexpr Arg<domain::RoleId> kOneRole{
    {.name = "--role", .help = "only holders of this role", .value = "ROLE", .completes = Completes::role}};
inline constexpr Arg<domain::BundleName> kOneBundle{{.name = "--bundle",
                                                     .help = "only holders of a role that came by this bundle",
                                                     .value = "NAME",
                                                     .completes = Completes::bundle}};
inline constexpr Switch kWithoutRole{
    {.name = "--without-role", .help = "only people without any role, who can do nothing"}};
inline constexpr Arg<domain::UserState> kState{{.name = "--state",
                                                .help = "only accounts in this state",
                                                .value = "STATE",
                                                .words = kStates,
                                                .completes = Completes::word}};
inline constexpr Arg<domain::UserKind> kOneKind{{.name = "--kind",
                                                 .help = "only members, or only guests",
                                                 .value = "KIND",
                                                 .words = kKinds,
                                                 .completes = Completes::word}};
inline constexpr Arg<SortKey> kSort{{.name = "--sort",
                                     .help = "the order; with - in front the other way round",
                                     .value = "KEY",
                                     .fallback = "email",
                                     .words = kSortWords,
                                     .completes = Completes::word}};

inline constexpr Switch kDeleted{
    {.name = "--deleted", .help = "those who were deleted and can be restored, the last first"}};

}  // namespace flags

/// What the flags ask for, but how many.
ops::PeopleQuery query_of(const Args& args);
/// How many at most.
std::optional<std::int64_t> limit_of(const Args& args);

}  // namespace pcadmin::cli
