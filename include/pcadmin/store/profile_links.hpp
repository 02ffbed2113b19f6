#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/random.hpp"
#include "pcadmin/domain/skill.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Table `profile_link`: whose certification profile is linked. One profile, one person.
namespace pcadmin::store {

struct ProfileLink {
  domain::UserId user;
  domain::ProfileId profile;
  Time started_at;  ///< when the association began
};

std::optional<ProfileLink> find_profile_link(const Database& db, domain::UserId user);
std::optional<ProfileLink> find_profile_link(const Database& db, const domain::ProfileId& profile);

/// Whether results under the profile are known of others, and none of `user`.
bool is_profile_of_another(const Database& db, domain::UserId user, const domain::ProfileId& profile);

/// When the associations of a person, and of a profile with whomever, began: each once, whatever became of it.
std::vector<Time> list_link_starts(const Database& db, domain::UserId user,
                                   const std::optional<domain::ProfileId>& profile);

/// The latest association of a person that they ended themselves, where it is the latest of all that ended.
struct EndedLink {
  std::string profile;
  ChangeId ended_in;
};
std::optional<EndedLink> find_own_unlink(const Database& db, domain::UserId user);

/// Person and profile must be free.
void insert_profile_link(Database& db, const ProfileLink& link, ChangeId change, Random& random);
/// Whether there was one.
bool delete_profile_link(Database& db, domain::UserId user);

/// A profile of somebody because of which something stands twice.
struct DoubledProfile {
  std::string profile;
  bool linked;                      ///< by them; else it is known from what was imported
  std::vector<std::string> others;  ///< addresses of other people under whom it stands
};

/// A person with their profile, and what they have passed that is still good.
struct Learner {
  domain::UserId user;
  std::string name;
  std::string email;
  domain::UserState state;
  std::optional<ProfileLink> link;
  std::int64_t exams;
  std::int64_t assessments;
  std::int64_t certifications;
  std::vector<std::string> profiles;  ///< every profile known of them, each once: one too many where there are two
  std::vector<std::string> others;    ///< addresses of other people under whom one of those stands
  /// Of their profiles, all where they are several, else the one that stands under others.
  std::vector<DoubledProfile> doubled{};
  /// Whether something stands twice: a profile under two people, or a person under two profiles.
  bool stands_twice() const { return profiles.size() > 1 || !others.empty(); }
};
/// Everybody by address, until `each` says false; what is good is judged on `today`.
void list_learners(const Database& db, domain::Day today, const std::function<bool(const Learner&)>& each);
std::optional<Learner> find_learner(const Database& db, domain::UserId user, domain::Day today);

/// How many profiles stand under more than one person, and how many people under more than one profile; and the first
/// `kMostNamed` of them.
struct Twice {
  static constexpr std::size_t kMostNamed = 3;
  std::int64_t profiles = 0;
  std::int64_t people = 0;
  std::vector<std::string> named_profiles{};
  std::vector<std::string> named_people{};  ///< their addresses
};
Twice count_twice(const Database& db);

}  // namespace pcadmin::store
