#include "switch_report.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace pcadmin::cli {

namespace {

/// More than these are counted, not named.
constexpr std::size_t kMostNamed = 5;

std::string people(const std::vector<std::string>& emails) {
  return emails.size() <= kMostNamed ? join_words(emails) : fmt::format("{} people", emails.size());
}

Row row_of(const ops::AccountChange& change) {
  auto row = person_values(change.user, change.roles);
  row.emplace_back(change.changed);
  row.emplace_back(change.tokens_ended);
  return row;
}

std::string missing_sentence(const std::vector<domain::UserRef>& refs) {
  std::vector<std::string> words;
  for (const auto& ref : refs) words.push_back("\"" + ref.text() + "\"");
  return words.size() == 1 ? "there is no user " + words.front() : "there are no users " + join_words(words);
}

/// What ended with the accounts that were disabled.
std::string ended_sentence(const ops::AccountChanges& changes) {
  std::int64_t tokens = 0;
  for (const auto& change : changes.people) tokens += change.tokens_ended;
  if (tokens == 0) return "; their sessions have ended";
  return fmt::format("; their sessions and {} token{} have ended", tokens, tokens == 1 ? "" : "s");
}

/// One sentence of up to three parts: who was changed, who was so already, who is not there.
std::string sentence(const ops::AccountChanges& changes, domain::UserState now) {
  const bool disabled = now == domain::UserState::disabled;
  std::vector<std::string> changed;
  std::vector<std::string> already;
  for (const auto& change : changes.people)
    (change.changed ? changed : already).push_back(change.user.record.email.text());
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
  if (!changed.empty()) add((disabled ? "disabled " : "enabled ") + people(changed));
  if (!changed.empty() && disabled) text += ended_sentence(changes);
  if (!already.empty())
    add(fmt::format("{} {} {} already", people(already), already.size() == 1 ? "is" : "are", to_string(now)));
  if (!changes.missing.empty()) add(missing_sentence(changes.missing));
  return text;
}

}  // namespace

Report switch_report(const ops::AccountChanges& changes, domain::UserState now) {
  std::vector<Row> rows;
  for (const auto& change : changes.people) rows.push_back(row_of(change));
  const auto produce = [rows = std::move(rows)](const std::function<bool(const Row&)>& each) {
    for (const auto& row : rows) {
      if (!each(row)) return;
    }
  };
  Report report{
      .body = ListBody{"users", kSwitchColumns, produce, true}, .changed = changes.changed(), .undoable = true};
  report.said = sentence(changes, now);
  return report;
}

}  // namespace pcadmin::cli
