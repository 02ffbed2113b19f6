#include "directory_match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace pcadmin::domain {

namespace {

/// Finds of each entry who it is, one way of looking after the other.
class Matcher {
 public:
  Matcher(const std::vector<DirectoryEntry>& entries, const std::vector<KnownPerson>& people) : entries_(entries) {
    for (const auto& person : people) {
      by_address_.emplace(person.record.email.key(), &person);
      if (person.link) by_anchor_.emplace(person.link->anchor, &person);
    }
    found_.resize(entries.size());
  }

  Matching run() {
    refuse_twins();
    look(MatchedBy::anchor, [&](const DirectoryEntry& entry) { return find_anchor(entry); });
    look(MatchedBy::sign_in_name,
         [&](const DirectoryEntry& entry) { return entry.sign_in_name ? find_address(*entry.sign_in_name) : nullptr; });
    look(MatchedBy::mail, [&](const DirectoryEntry& entry) { return find_mail(entry); });
    Matching matching;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (found_[i].conflict)
        matching.conflicts.push_back(std::move(*found_[i].conflict));
      else
        matching.matches.push_back({&entries_[i], found_[i].person, found_[i].by});
    }
    return matching;
  }

 private:
  struct Found {
    const KnownPerson* person = nullptr;
    std::optional<MatchedBy> by{};
    std::optional<SyncConflict> conflict{};
    bool open() const { return person == nullptr && !conflict; }
  };
  using Look = std::function<const KnownPerson*(const DirectoryEntry&)>;

  void refuse_twins() {
    std::map<Anchor, int> times;
    for (const auto& entry : entries_) ++times[entry.anchor];
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (times[entries_[i].anchor] > 1)
        found_[i].conflict = conflict_of(entries_[i], "duplicate-anchor",
                                         fmt::format("two entries have the anchor {}", entries_[i].anchor.text()),
                                         "an anchor is one entry's; export the directory again");
    }
  }

  /// Of those entries that are still open; whoever is found by none before is theirs, if only one of them says so.
  void look(MatchedBy by, const Look& find) {
    std::map<const KnownPerson*, std::vector<std::size_t>> claims;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (!found_[i].open()) continue;
      if (const auto* const person = find(entries_[i])) claims[person].push_back(i);
    }
    std::vector<const KnownPerson*> taken;
    for (const auto& [person, entries] : claims) {
      for (const auto at : entries) settle(at, by, *person, entries.size());
      if (entries.size() == 1 && found_[entries.front()].person != nullptr) taken.push_back(person);
    }
    taken_.insert(taken.begin(), taken.end());
  }

  void settle(std::size_t at, MatchedBy by, const KnownPerson& person, std::size_t claims) {
    const auto& entry = entries_[at];
    const auto& email = person.record.email.text();
    if (claims > 1 || taken_.contains(&person)) {
      found_[at].conflict = conflict_of(entry, "same-person", fmt::format("another entry is {} too", email),
                                        "let each entry have a sign-in name and mail of its own");
    } else if (by != MatchedBy::anchor && person.link) {
      found_[at].conflict =
          conflict_of(entry, "linked-elsewhere",
                      fmt::format("{} is tied to the entry {}, not to this one", email, person.link->anchor.text()),
                      "if the entry was made anew, untie them first: pcadmin directory unlink " + email);
    } else {
      found_[at].person = &person;
      found_[at].by = by;
    }
  }

  const KnownPerson* find_anchor(const DirectoryEntry& entry) const {
    const auto found = by_anchor_.find(entry.anchor);
    return found == by_anchor_.end() ? nullptr : found->second;
  }
  const KnownPerson* find_address(const Email& email) const {
    const auto found = by_address_.find(email.key());
    return found == by_address_.end() ? nullptr : found->second;
  }
  const KnownPerson* find_mail(const DirectoryEntry& entry) const {
    for (const auto& mail : entry.mails)
      if (const auto* const person = find_address(mail)) return person;
    return nullptr;
  }

  const std::vector<DirectoryEntry>& entries_;
  std::map<std::string, const KnownPerson*> by_address_{};
  std::map<Anchor, const KnownPerson*> by_anchor_{};
  std::vector<Found> found_{};
  std::set<const KnownPerson*> taken_{};
};

}  // namespace

Matching match_entries(const std::vector<DirectoryEntry>& entries, const std::vector<KnownPerson>& people) {
  return Matcher(entries, people).run();
}

}  // namespace pcadmin::domain
