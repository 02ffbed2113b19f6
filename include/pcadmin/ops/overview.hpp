#pragma once

#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/growth.hpp"
#include "pcadmin/store/people_counts.hpp"
#include "pcadmin/store/users.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// How an organisation stands, for people who would rather look than read.
namespace pcadmin::ops {

/// The first of a list, and how many the whole list has.
template <class T>
struct Excerpt {
  std::vector<T> shown{};
  std::int64_t count = 0;
};

/// Somebody with an active account and a role that administers users.
struct Administrator {
  store::StoredUser user;
  bool can_sign_in;
  std::vector<store::Assignment> assignments;  ///< of those roles, in force
};

/// From `from` on and before `until`.
struct CountedSpan {
  Time from;
  Time until;
  std::int64_t count = 0;
};

/// People who could use their account and never have.
struct NeverSignedIn {
  Excerpt<store::ListedUser> people{};  ///< who waits longest first
  std::vector<CountedSpan> added{};     ///< by when they were added, the latest first; the last span has no beginning
};

/// What ends soon, of all roles, in disabled accounts too.
struct EndingSoon {
  Time until;                            ///< the last moment that counts
  Excerpt<store::Member> assignments{};  ///< soonest first
  std::vector<CountedSpan> by_time{};    ///< from now on, in equal parts
};

struct Overview {
  std::string organization;
  std::string partner_id;
  Time at;                 ///< when all of it was so
  store::ChangeId change;  ///< the last change-set by then
  store::PeopleCount people;
  Excerpt<Administrator> admins{};
  std::vector<std::string> warnings{};     ///< as `admin_warnings`
  std::vector<std::int64_t> members{};     ///< as `count_members`
  std::vector<store::Headcount> growth{};  ///< from when the store was made to now, in equal steps
  EndingSoon ending;
  NeverSignedIn never_signed_in{};
};

/// What an overview looks at.
struct Outlook {
  std::chrono::seconds within;  ///< what ends in that time
  std::size_t most;             ///< how many of a list it holds
};

/// Takes the rights to list people and to read the history; throws `not-allowed`.
Overview get_overview(const Unit& unit, const Outlook& outlook);

}  // namespace pcadmin::ops
