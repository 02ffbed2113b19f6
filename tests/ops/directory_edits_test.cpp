#include "ops/directories.hpp"
#include "ops/snapshot.hpp"

#include "pcadmin/ops/undo.hpp"
#include "pcadmin/store/directory_links.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

/// The same people, by whatever way the directory came to be what it is.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using domain::Directory;
using domain::DirectoryEntry;
using Words = std::vector<std::string>;

/// A directory that somebody works in.
class Premises {
 public:
  explicit Premises(unsigned seed) : random_(seed) {}

  void edit() {
    switch (pick(8)) {
      case 0:
      case 1:
        return hire();
      case 2:
        return with_one([&](DirectoryEntry& one) { one.disabled = !one.disabled; });
      case 3:
        return with_one([&](DirectoryEntry& one) {
          one.phone = pick(2) == 0 ? std::nullopt
                                   : std::optional(value_or_throw(
                                         domain::Phone::parse(fmt::format("+49 30 {}", 100000 + pick(900000)))));
        });
      case 4:
        return with_one([&](DirectoryEntry& one) { one.mails = {email(fmt::format("n{}", ++last_))}; });
      case 5:
        return with_one([&](DirectoryEntry& one) {
          one.groups.clear();
          if (pick(2) == 0) one.groups.push_back(domain::dn_key(kSales));
          if (pick(2) == 0) one.groups.push_back(domain::dn_key(kHelp));
        });
      case 6:
        return leave();
      default:
        return swap_addresses();
    }
  }

  Directory now() const {
    Directory all;
    for (const auto& [number, one] : entries_) all.people.push_back(one);
    return all;
  }

 private:
  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

  void hire() {
    const int number = ++last_;
    entries_.emplace(number, entry(number, fmt::format("p{}", number)));
  }

  void leave() {
    if (entries_.size() > 1) entries_.erase(std::next(entries_.begin(), pick(static_cast<int>(entries_.size()))));
  }

  template <class Edit>
  void with_one(Edit edit) {
    if (entries_.empty()) return hire();
    edit(std::next(entries_.begin(), pick(static_cast<int>(entries_.size())))->second);
  }

  void swap_addresses() {
    if (entries_.size() < 2) return hire();
    std::swap(entries_.begin()->second.mails, entries_.rbegin()->second.mails);
  }

  std::mt19937 random_;
  int last_ = 0;
  std::map<int, DirectoryEntry> entries_{};
};

/// Everybody as the directory has made them, by address.
Words people_of(House& house) {
  Words people;
  for (const auto& one : store::list_known_people(house.db, house.now)) {
    if (!one.link || one.link->gone) continue;
    std::string text = fmt::format("{} {} {} {} {}:", one.record.email.text(), one.record.name.text(),
                                   one.record.phone ? one.record.phone->text() : "-", to_string(one.record.state),
                                   one.link->anchor.text());
    for (const auto held : one.held) text += fmt::format(" {}", held.text());
    people.push_back(std::move(text));
  }
  std::ranges::sort(people);
  return people;
}

/// Undoes the last change-set, and gives the state that is left.
std::string take_back_last(House& house) {
  const auto last = house.head().change;
  house.by("ada", [&](ops::Unit& unit) { return ops::undo_change(unit, last); });
  return snapshot(house.db);
}

TEST_CASE(
    "300 edits of the directory with runs between them, some undone and done again, end in the same people as one run",
    "[ops][directory][slow]") {
  const auto by = rules();
  const auto seed = GENERATE(1U, 2U, 3U);
  CAPTURE(seed);
  House house;
  Premises premises(seed);
  for (int edit = 0; edit < 300; ++edit) {
    premises.edit();
    const auto before = snapshot(house.db);
    const auto done = sync(house, premises.now(), &by);
    REQUIRE(codes(done).empty());
    if (edit % 10 == 0 && done.changes_anything()) {
      const auto after = snapshot(house.db);
      REQUIRE(take_back_last(house) == before);
      REQUIRE(take_back_last(house) == after);
    }
    REQUIRE_FALSE(sync(house, premises.now(), &by).changes_anything());
  }
  House fresh;
  sync(fresh, premises.now(), &by);
  CHECK(people_of(house) == people_of(fresh));
  CHECK(broken_history(house.db).empty());
}

}  // namespace
