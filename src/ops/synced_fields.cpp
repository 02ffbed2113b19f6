#include "synced_fields.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/store/directory_links.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace pcadmin::ops {

namespace {

using domain::SyncedField;
using domain::UserRecord;

std::vector<std::string> changed_fields(domain::SyncedFields synced, const UserRecord& before,
                                        const UserRecord& after) {
  std::vector<std::string> fields;
  const auto look = [&](SyncedField field, bool differs) {
    if (differs && synced.has(field)) fields.emplace_back(to_string(field));
  };
  look(SyncedField::name, before.name != after.name);
  look(SyncedField::email, before.email.text() != after.email.text());
  look(SyncedField::given_name, before.given_name != after.given_name);
  look(SyncedField::family_name, before.family_name != after.family_name);
  look(SyncedField::job_title, before.job_title != after.job_title);
  look(SyncedField::department, before.department != after.department);
  look(SyncedField::phone, before.phone != after.phone);
  look(SyncedField::usage_location, before.usage_location != after.usage_location);
  return fields;
}

Failure refuse(std::string message, const std::string& email) {
  return {.code = "synced-field",
          .kind = FailureKind::refused,
          .message = std::move(message),
          .hint = fmt::format("change it in the directory and take it over: pcadmin directory import FILE or pcadmin "
                              "directory sync URL; or, if they "
                              "are to be kept here from now on: pcadmin directory unlink {}",
                              email),
          .details = {{"user", email}}};
}

}  // namespace

std::optional<Failure> obstacle_by_directory(const Unit& unit, domain::UserId user, const UserRecord& before,
                                             const UserRecord& after) {
  const auto link = store::find_directory_link(unit.db(), user);
  if (!link) return std::nullopt;
  const auto& email = before.email.text();
  const auto& anchor = link->anchor.text();
  const auto fields = changed_fields(link->fields, before, after);
  if (!fields.empty())
    return refuse(fmt::format("{} of {} {} from the directory (entry {})", join_words(fields), email,
                              fields.size() == 1 ? "comes" : "come", anchor),
                  email);
  const bool opens = before.state != after.state && after.state == domain::UserState::active;
  if (opens && link->state != domain::StateThere::open)
    return refuse(fmt::format("the account of {} is disabled in the directory (entry {})", email, anchor), email);
  return std::nullopt;
}

void require_not_synced(const Unit& unit, domain::UserId user, const UserRecord& before, const UserRecord& after) {
  if (auto failure = obstacle_by_directory(unit, user, before, after)) throw Error(std::move(*failure));
}

}  // namespace pcadmin::ops
