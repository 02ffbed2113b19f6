#include "e2e/blows.hpp"
#include "e2e/site.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <thread>

namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)
namespace fs = std::filesystem;

constexpr int kAddRounds = 30;
constexpr int kImportRounds = 200;
constexpr int kLetterRounds = 20;
constexpr int kRejectRounds = 40;
constexpr int kInitRounds = 12;
constexpr int kInterruptRounds = 15;

/// A file that comes with a change, such as that of passwords, has its name only when the change is in the store.
void check_credentials(const Site& site, const std::string& file, bool committed) {
  const auto partial = file + ".partial";
  if (!committed) CHECK_FALSE(fs::exists(site.at(file)));
  if (committed) CHECK((fs::exists(site.at(file)) || fs::exists(site.at(partial))));
  CHECK_FALSE((fs::exists(site.at(file)) && fs::exists(site.at(partial))));
  for (const auto& name : {file, partial}) {
    if (fs::exists(site.at(name))) CHECK(mode_of(site.at(name)) == 0600);
  }
}

TEST_CASE("kill -9 in the middle of user add leaves all of it or nothing") {
  const Site site;
  site.init();
  const auto usual = time_of([&] { site.add_person("usual@contoso.example", {"helpdesk-agent"}); });
  Dice dice;
  std::size_t there = site.people();
  int added = 0;
  for (int round = 0; round < kAddRounds; ++round) {
    const auto name = "r" + std::to_string(round);
    const auto email = name + "@contoso.example";
    INFO("round " << round << " of seed " << dice.seed());
    Process add(site.spawn({"user", "add", "--name", "Ann Lee", email, "--role", "helpdesk-agent", "--role",
                            "referrals-user", "--credentials", name + ".csv"}));
    strike(add, site, round, dice, usual);

    site.require_whole();
    const auto show = site.run({"user", "show", email, "--field", "roles"});
    const bool committed = show.code == 0;
    if (committed) {
      CHECK(show.out == "helpdesk-agent;referrals-user\n");
      ++added;
    } else {
      CHECK(show.code == 3);
    }
    there += committed ? 1 : 0;
    check_credentials(site, name + ".csv", committed);
  }
  std::cout << "user add: " << added << " of " << kAddRounds << " were through before the blow\n";
  CHECK(site.people() == there);
  site.add_person("after@contoso.example");
  site.require_whole();
}

/// Every password of them all, each on a line that is whole; under whichever of its names the file is.
void check_complete(const Site& site, const std::string& file, const std::string& people, std::size_t count) {
  const auto text = read_file(site.at(fs::exists(site.at(file)) ? file : file + ".partial"));
  CHECK(text.ends_with('\n'));
  CHECK(static_cast<std::size_t>(std::ranges::count(text, '\n')) == count + 1);
  for (std::size_t i = 1; i <= count; ++i)
    if (text.find(people + std::to_string(i) + "@") == std::string::npos) FAIL_CHECK(people << i << " is not in it");
}

TEST_CASE("kill -9 in the middle of user import leaves all of it or nothing") {
  constexpr std::size_t kPeople = 300;
  const Site site;
  site.init();
  site.put("hires.csv", people_csv("hire", kPeople));
  const auto before = read_file(site.store());
  const auto put_back = [&] {
    std::ofstream(site.store(), std::ios::binary | std::ios::trunc) << before;
    fs::remove(site.at("hires.secret"));
    fs::remove(site.at("hires.secret.partial"));
  };
  const auto usual = time_of([&] { site.get({"user", "import", "hires.csv", "--credentials", "hires.secret"}); });
  Dice dice;
  int through = 0;
  for (int round = 0; round < kImportRounds; ++round) {
    put_back();
    INFO("round " << round << " of seed " << dice.seed());
    Process import(site.spawn({"user", "import", "hires.csv", "--credentials", "hires.secret"}));
    strike(import, site, round, dice, usual);

    site.require_whole();
    const bool committed = site.people() != 1;
    CHECK(site.people() == 1 + (committed ? kPeople : 0));
    check_credentials(site, "hires.secret", committed);
    if (committed) check_complete(site, "hires.secret", "hire", kPeople);
    through += committed ? 1 : 0;
  }
  std::cout << "user import: " << through << " of " << kImportRounds << " were through before the blow\n";
  site.add_person("after@contoso.example");
  site.require_whole();
}

TEST_CASE("kill -9 in the middle of an import with rejects leaves all of it or nothing") {
  constexpr std::size_t kPeople = 300;
  const Site site;
  site.init();
  std::string wrong;
  for (std::size_t i = 1; i <= kPeople; ++i) wrong += "Bob Mei,bob" + std::to_string(i) + ",\n";
  site.put("hires.csv", people_csv("hire", kPeople) + wrong);
  const auto before = read_file(site.store());
  const std::vector<std::string> names = {"hires.secret", "again.csv", "faults.json"};
  const auto put_back = [&] {
    std::ofstream(site.store(), std::ios::binary | std::ios::trunc) << before;
    for (const auto& name : names)
      for (const auto* const end : {"", ".partial"}) fs::remove(site.at(name + end));
  };
  const auto spawn = site.spawn({"user", "import", "hires.csv", "--credentials", "hires.secret", "--keep-going",
                                 "--rejects", "again.csv", "--report", "faults.json"});
  const auto usual = time_of([&] { CHECK(Site::run(spawn).code == 7); });
  Dice dice;
  int through = 0;
  for (int round = 0; round < kRejectRounds; ++round) {
    put_back();
    INFO("round " << round << " of seed " << dice.seed());
    Process import(spawn);
    strike(import, site, round, dice, usual);

    site.require_whole();
    const bool committed = site.people() != 1;
    CHECK(site.people() == 1 + (committed ? kPeople : 0));
    for (const auto& name : names) check_credentials(site, name, committed);
    if (committed) {
      check_complete(site, "hires.secret", "hire", kPeople);
      CHECK(count_of(read_file(site.at(fs::exists(site.at("again.csv")) ? "again.csv" : "again.csv.partial")), "\n") ==
            kPeople + 1);
    }
    through += committed ? 1 : 0;
  }
  std::cout << "rejects: " << through << " of " << kRejectRounds << " were through before the blow\n";
}

/// Letters have their place only when those who are in it are in the store, and then all of them are there, whole.
void check_letters(const Site& site, const std::string& folder, bool committed, std::ptrdiff_t people) {
  const auto partial = folder + ".partial";
  if (!committed) CHECK_FALSE(fs::exists(site.at(folder)));
  if (committed) CHECK(fs::exists(site.at(folder)) != fs::exists(site.at(partial)));
  for (const auto& name : {folder, partial}) {
    if (fs::exists(site.at(name))) CHECK(mode_of(site.at(name)) == 0700);
  }
  if (!committed) return;
  const auto place = site.at(fs::exists(site.at(folder)) ? folder : partial);
  CHECK(std::distance(fs::directory_iterator(place), {}) == people);
  for (const auto& letter : fs::directory_iterator(place)) {
    CHECK(mode_of(letter) == 0600);
    CHECK(read_file(letter).ends_with("</html>\n"));
  }
}

TEST_CASE("kill -9 in the middle of an import with letters leaves all of them or nobody") {
  constexpr std::ptrdiff_t kPeople = 200;
  const Site site;
  site.init();
  site.put("usual.csv", people_csv("usual", kPeople));
  const auto usual = time_of([&] { site.get({"user", "import", "usual.csv", "--letters", "usual"}); });
  Dice dice;
  std::size_t there = site.people();
  int through = 0;
  for (int round = 0; round < kLetterRounds; ++round) {
    const auto name = "r" + std::to_string(round) + "-";
    site.put(name + ".csv", people_csv(name, kPeople));
    INFO("round " << round << " of seed " << dice.seed());
    Process import(site.spawn({"user", "import", name + ".csv", "--letters", name}));
    strike(import, site, round, dice, usual);

    site.require_whole();
    const auto now = site.people();
    const bool committed = now != there;
    CHECK(now == there + (committed ? kPeople : 0));
    check_letters(site, name, committed, kPeople);
    there = now;
    through += committed ? 1 : 0;
  }
  std::cout << "letters: " << through << " of " << kLetterRounds << " were through before the blow\n";
}

TEST_CASE("kill -9 in the middle of init leaves no store, or a whole one") {
  Dice dice;
  Microseconds usual{};
  {
    const Site site;
    usual = time_of([&] { site.init(); });
  }
  for (int round = 0; round < kInitRounds; ++round) {
    const Site site;
    INFO("round " << round << " of seed " << dice.seed());
    Process init(site.spawn({"init", "--org", "Contoso", "--partner-id", "4391507", "--name", "Ada Lovelace", "--email",
                             "ada@contoso.example", "--password-stdin"},
                            std::string(kAdaPassword) + "\n"));
    std::this_thread::sleep_for(dice.up_to(usual + usual / 8));
    init.signal(SIGKILL);
    init.wait();
    if (!fs::exists(site.store())) {
      CHECK(site.run({"user", "list"}).code == 9);
      site.init();
    }
    // Killed between the store and the session: nobody is signed in, and anybody can.
    site.get({"sign-in", "ada@contoso.example", "--password-stdin"}, std::string(kAdaPassword) + "\n");
    CHECK(site.people() == 1);
    site.require_whole();
  }
}

// The hash of a password takes far longer than to see that the attempt is in the store.
TEST_CASE("a sign-in killed before its password is checked has counted") {
  constexpr int kFreeFailures = 4;
  const Site site;
  site.init();
  for (int attempt = 1; attempt <= kFreeFailures + 1; ++attempt) {
    auto spawn = site.spawn({"sign-in", "ada@contoso.example", "--password-stdin"});
    spawn.keep_in_open = true;
    Process guess(spawn);
    guess.write("a guess\n");
    wait_until("the attempt in the store", [&] { return failures_in(site.store()) == attempt; });
    guess.signal(SIGKILL);
    CHECK(guess.wait().signal == SIGKILL);
    CHECK(failures_in(site.store()) == attempt);
  }
  CHECK(site.run({"sign-in", "ada@contoso.example", "--password-stdin"}, std::string(kAdaPassword) + "\n").code == 13);
  site.require_whole();
}

TEST_CASE("an interrupted import changes nothing and leaves nothing") {
  const auto [number, code] = GENERATE(table<int, int>({{SIGINT, 130}, {SIGTERM, 143}}));
  const bool file_ends = GENERATE(false, true);  // as when Ctrl-C ends a whole pipeline: half a file is no file
  const Site site;
  site.init();
  SlowFile hires(site.at("hires.csv"));
  Process import(site.spawn({"user", "import", "hires.csv", "--credentials", "secret.csv"}));
  hires.write(people_csv("hire", 2000));
  // Passwords are made when the file has ended: until then theirs is there, and empty.
  wait_until("the file of passwords", [&] { return fs::exists(site.at("secret.csv.partial")); });
  import.signal(number);
  if (file_ends) {
    hires.end();
  } else {
    hires.write(people_rows("hire", 2001, 500));
  }
  wait_until("the end of the import", [&] { return !import.runs(); });
  const auto outcome = import.wait();
  INFO("signal " << number << ": " << outcome.err);
  CHECK(outcome.code == code);
  CHECK_FALSE(fs::exists(site.at("secret.csv")));
  CHECK_FALSE(fs::exists(site.at("secret.csv.partial")));
  CHECK(site.people() == 1);
  site.require_whole();
}

TEST_CASE("an import interrupted at any moment is through or changes nothing and says so") {
  constexpr std::size_t kPeople = 3000;
  const Site site;
  site.init();
  site.put("hires.csv", people_csv("hire", kPeople));
  const auto before = read_file(site.store());
  const auto put_back = [&] {
    std::ofstream(site.store(), std::ios::binary | std::ios::trunc) << before;
    fs::remove(site.at("hires.secret"));
  };
  const std::vector<std::string> words = {"user", "import", "hires.csv", "--credentials", "hires.secret"};
  const auto usual = time_of([&] { site.get(words); });
  Dice dice;
  for (int round = 0; round < kInterruptRounds; ++round) {
    put_back();
    Process import(site.spawn(words));
    std::this_thread::sleep_for(dice.up_to(usual));
    import.signal(SIGINT);
    const auto outcome = import.wait();
    INFO("round " << round << " of seed " << dice.seed() << ": " << outcome.err);
    const bool through = outcome.code == 0;
    const bool before_it_listened = outcome.signal == SIGINT;
    if (!through && !before_it_listened) {
      CHECK(outcome.code == 130);
      CHECK(outcome.err.find("interrupted: nothing was changed") != std::string::npos);
    }
    CHECK(site.people() == 1 + (through ? kPeople : 0));
    CHECK(fs::exists(site.at("hires.secret")) == through);
    CHECK_FALSE(fs::exists(site.at("hires.secret.partial")));
    site.require_whole();
  }
}

TEST_CASE("where one file cannot get its name the others have theirs and nothing is lost") {
  const Site site;
  site.init();
  SlowFile hires(site.at("hires.csv"));
  Process import(
      site.spawn({"user", "import", "hires.csv", "--credentials", "secret.csv", "--letters", "letters.html"}));
  hires.write(people_csv("hire", 2000));
  // Passwords are made when the file has ended: until then theirs is there, and empty.
  wait_until("the file of passwords", [&] { return fs::exists(site.at("secret.csv.partial")); });
  site.put("secret.csv", "mine\n");
  hires.end();
  wait_until("the end of the import", [&] { return !import.runs(); });
  const auto outcome = import.wait();
  INFO(outcome.err);
  CHECK(outcome.code == 9);
  CHECK(outcome.err.find("the change is made, but \"secret.csv\" could not get its name") != std::string::npos);
  CHECK(site.people() == 2001);
  CHECK(read_file(site.at("secret.csv")) == "mine\n");
  CHECK(count_of(read_file(site.at("secret.csv.partial")), "\n") == 2001);
  CHECK(count_of(read_file(site.at("letters.html")), "</article>") == 2000);
  site.require_whole();
}

// A shell says 130 and 143 of both.
TEST_CASE("whoever waits for the store can be interrupted") {
  const auto [number, code] = GENERATE(table<int, int>({{SIGINT, 130}, {SIGTERM, 143}}));
  const Site site;
  site.init();
  const HeldLock lock(site.store());
  Process add(site.spawn({"user", "add", "--name", "Ann Lee", "ann@contoso.example", "--credentials", "ann.csv"}));
  std::this_thread::sleep_for(std::chrono::milliseconds{300});
  add.signal(number);
  wait_until("the end of the wait", [&] { return !add.runs(); });
  const auto outcome = add.wait();
  CHECK((outcome.signal == number || outcome.code == code));
  CHECK_FALSE(fs::exists(site.at("ann.csv")));
  CHECK(site.people() == 1);
}

}  // namespace
