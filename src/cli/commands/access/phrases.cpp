#include "phrases.hpp"

#include "../../shell_word.hpp"

#include "pcadmin/base/relative_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::cli {

namespace {

using store::Assignment;

std::string assignment_words(const Assignment& assignment) {
  const auto where = assignment.location ? fmt::format("location {} ({})", assignment.location->partner_id.text(),
                                                       assignment.location->name)
                                         : std::string("the whole organisation");
  return fmt::format("{} for {}", assignment.role.text(), where);
}

/// Who gave it; and when, where that is not since when it has been held: it was given once more, or came back.
std::string giver_words(const Assignment& assignment, Time since) {
  std::string text = assignment.assigned_by ? " by " + *assignment.assigned_by : "";
  const bool first =
      assignment.assigned_at == since || (assignment.assigned_at < since && assignment.starts_at == since);
  if (!first) return ", last given " + to_rfc3339(assignment.assigned_at) + text;
  return text.empty() ? text : "," + text;
}

std::string grant_sentence(const ops::AccessPath& path, Time now) {
  if (!path.assignment) return role_of(path.assignment) + ": every active account has it, without a role";
  const auto& assignment = *path.assignment;
  const auto since = path.since.value_or(assignment.assigned_at);
  auto text = fmt::format("{}: since {} ({})", assignment_words(assignment), to_rfc3339(since), in_words(since, now)) +
              giver_words(assignment, since);
  if (assignment.bundle) text += ", with bundle " + *assignment.bundle;
  if (assignment.reason) text += fmt::format(", because \"{}\"", *assignment.reason);
  if (assignment.ticket) text += ", ticket " + *assignment.ticket;
  return text + (assignment.expires_at ? "; ends " + with_words(*assignment.expires_at, now) : "; never ends");
}

std::string obstacle_words(domain::Obstacle obstacle, const std::optional<Assignment>& assignment, Time now) {
  switch (obstacle) {
    case domain::Obstacle::account_disabled:
      return "the account is disabled";
    case domain::Obstacle::not_begun:
      return "begins " + with_words(*assignment->starts_at, now);
    case domain::Obstacle::expired:
      return "expired " + with_words(*assignment->expires_at, now);
    case domain::Obstacle::other_location:
      return "holds at that location only";
  }
  return {};
}

std::string miss_sentence(const ops::AccessPath& path, Time now) {
  auto text = path.assignment ? assignment_words(*path.assignment) : role_of(path.assignment);
  for (const auto obstacle : path.obstacles)
    text += (obstacle == path.obstacles.front() ? ": " : "; ") + obstacle_words(obstacle, path.assignment, now);
  return text;
}

}  // namespace

std::vector<Fields> grant_sentences(const std::vector<ops::AccessPath>& paths, Time now) {
  std::vector<Fields> lines;
  for (const auto& path : paths) lines.push_back({{"path", grant_sentence(path, now)}});
  return lines;
}

std::vector<Fields> miss_sentences(const std::vector<ops::AccessPath>& paths, Time now) {
  std::vector<Fields> lines;
  for (const auto& path : paths) lines.push_back({{"near_miss", miss_sentence(path, now)}});
  return lines;
}

std::string place_words(const domain::Place& place) {
  return place ? "at location " + place->text() : "for the whole organisation";
}

std::vector<Fields> commands_of(const std::vector<domain::Remedy>& remedies, const domain::Email& email) {
  std::vector<Fields> lines;
  for (const auto& remedy : remedies)
    lines.push_back({{"command", domain::to_command(remedy, shell_word(email.text()))}});
  return lines;
}

std::optional<std::string> doubt_about(const ops::AccessExplanation& explained) {
  if (explained.refusal) {
    const bool taking = explained.take_refused_by.has_value();
    return fmt::format("{}, typed now, would be answered ({}): {}; {}", taking ? "TO TAKE IT" : "TO GIVE IT",
                       taking ? *explained.take_refused_by : *explained.give_refused_by, explained.refusal->message,
                       explained.refusal->hint);
  }
  if (explained.tried) return std::nullopt;
  return "the store cannot be written now: whether guards would refuse what is proposed is not known";
}

}  // namespace pcadmin::cli
