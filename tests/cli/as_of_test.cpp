#include "cli/command.hpp"
#include "cli/registry.hpp"
#include "support/test_world.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::test;

/// What is asked of the states of the store, USER and ROLE filled in: the first of each list command of every state,
/// everything else of some. A reading command that is not here fails the test.
const std::map<std::string, std::vector<std::string>> kQuestions = {
    {"user export", {"user export --format json", "user export --format json --role ROLE --sort -id"}},
    {"user list", {"user list", "user list --deleted", "user list --role ROLE --sort -id", "user list --no-role"}},
    {"user show", {"user show USER"}},
    {"user history", {"user history USER"}},
    {"role list", {"role list"}},
    {"role members", {"role members ROLE"}},
    {"role history", {"role history ROLE", "role history ROLE --user USER"}},
    {"admins list", {"admins list"}},
    {"token list", {"token list --all"}},
    {"credential list", {"credential list", "credential list --change 3", "credential list --state expired"}},
    {"guard list", {"guard list"}},
    {"password policy show", {"password policy show"}},
    {"audit list", {"audit list --limit 10"}},
    {"diff", {"diff --from @2", "diff --from @2 roles"}},
    {"role expiring", {"role expiring --within 400d"}},
    {"role bundle list", {"role bundle list"}},
    {"org show", {"org show"}},
    {"domain list", {"domain list"}},
    {"support show", {"support show"}},
    {"designation list", {"designation list"}},
    {"designation show", {"designation show modern-work"}},
    {"designation status", {"designation status"}},
    {"location list", {"location list"}},
    {"request list", {"request list --state all"}},
    {"partner list", {"partner list", "partner list --state invited", "partner list --state ended"}},
    {"access list", {"access list USER"}},
    {"cert list", {"cert list"}},
    {"cert people", {"cert people", "cert people --unlinked", "cert people --twice"}},
    {"directory status", {"directory status", "directory status --gone"}},
    {"cert catalogue list", {"cert catalogue list"}},
    {"access who-can", {"access who-can referrals:manage-all"}},
    // What follows has no list, or is a question of its own.
    {"user exists", {"", "user exists USER"}},
    {"access can", {"", "access can USER customers:edit-customer-details"}},
    {"access explain", {"", "access explain USER customers:edit-customer-details"}},
    {"access check", {""}},
    {"cert show", {"", "cert show USER"}},
    {"cert rules show", {"", "cert rules show"}},
    {"location show", {""}},
    {"request show", {""}},
    {"partner show", {"", "partner show USER"}},
    {"role bundle show", {""}},
    {"role matrix", {""}},
    {"role show", {"", "role show ROLE"}},
    {"report", {""}},  // its page names the moment
    {"audit show", {"", "audit show 2"}},
    {"audit head", {"", "audit head"}},
    {"audit verify", {"", "audit verify"}},
    {"whoami", {"", "whoami --fields id,name,email,roles,organization,partner_id,assignments"}},
};

constexpr std::array<std::string_view, 6> kRoles = {"global-admin",  "helpdesk-agent", "referrals-user",
                                                    "account-admin", "sales-agent",    "admin-agent"};

std::string replaced(std::string line, std::string_view word, std::string_view by) {
  if (const auto at = line.find(word); at != std::string::npos) line.replace(at, word.size(), by);
  return line;
}

std::string seed_text() {
  const auto* const given = std::getenv("PCADMIN_SEED");  // NOLINT(concurrency-mt-unsafe)
  return given != nullptr ? given : "20261123";
}

/// Plays random commands at Contoso's, and keeps every answer after each.
class Play {
 public:
  explicit Play(std::uint64_t seed) : random_(seed) {
    world_.init();
    for (int i = 0; i < 6; ++i) add();
  }

  void step() {
    // Seldom more than a session lasts, and often no time at all.
    world_.clock.time += std::chrono::minutes(below(4) == 0 ? below(2000) : below(3));
    sign_in_ada();
    act();
    remember();
  }

  /// Asks everything again as of then. How many answers were compared.
  std::size_t compare() {
    std::size_t compared = 0;
    for (const auto& [change, answers] : known_) {
      for (const auto& [question, answer] : answers) {
        const auto again = world_.run(question + " --as-of @" + std::to_string(change));
        INFO("PCADMIN_SEED=" << seed_text() << ": " << question << " --as-of @" << change << ", made by:\n  "
                             << commands_[change]);
        REQUIRE(again.out == answer.out);
        REQUIRE(again.code == answer.code);
        ++compared;
      }
    }
    return compared;
  }

  std::size_t states() const { return known_.size(); }

 private:
  using Answers = std::map<std::string, Ran>;

  std::size_t below(std::size_t limit) { return random_() % limit; }
  std::string role() { return std::string(kRoles.at(below(kRoles.size()))); }
  std::string somebody() { return "person." + std::to_string(1 + below(people_)) + "@contoso.example"; }
  std::string length() { return std::to_string(1 + below(60)) + (below(2) == 0 ? "h" : "d"); }

  Ran run(const std::string& line) {
    said_ = line;
    return world_.run(line);
  }

  void sign_in_ada() {
    if (world_.run("whoami").code == 0) return;
    world_.in.give(std::string(TestWorld::kAdasPassword) + "\n");
    const auto ran = world_.run("sign-in ada@contoso.example --password-stdin");
    if (ran.code != 0) throw std::runtime_error(ran.err);
  }

  void add() {
    if (people_ == kMostPeople) return edit();
    ++people_;
    auto line = "user add --name 'Person " + std::to_string(people_) + "' person." + std::to_string(people_) +
                "@contoso.example -o json --reason 'more work'";
    for (std::size_t i = below(3); i > 0; --i) line += " --role " + role();
    run(line);
  }

  /// Somebody gets a new password, signs in with it and chooses one: then they can do what they hold.
  void welcome() {
    const auto who = somebody();
    auto temporary = world_.run("password reset " + who + " --field temporary_password").out;
    if (temporary.empty()) return;
    world_.in.give(temporary + "nine amber lanterns drift\n");
    run("sign-in " + who + " --password-stdin --new-password-stdin");
    sign_in_ada_again();
  }

  void sign_in_ada_again() {
    world_.in.give(std::string(TestWorld::kAdasPassword) + "\n");
    world_.run("sign-in ada@contoso.example --password-stdin");
  }

  void edit() {
    const auto who = somebody();
    switch (below(4)) {
      case 0:
        run("user edit " + who + " --job-title 'Job " + std::to_string(below(9)) + "' --phone none");
        return;
      case 1:
        run("user edit " + who + " --email " + somebody());  // gives addresses back and forth
        return;
      case 2:
        run("user edit " + who + " --name 'Name " + std::to_string(below(99)) + "' --department Sales");
        return;
      default:
        run("user edit " + who + " --os-account " + (below(2) == 0 ? "none" : "os" + std::to_string(below(5))));
    }
  }

  void organize() {
    const auto number = std::to_string(below(4));
    switch (below(4)) {
      case 0:
        run("org edit --legal-name 'Contoso " + number + " GmbH' --contact " + somebody());
        return;
      case 1:
        run("org edit --partner-id 439160" + number);
        return;
      case 2:
        run("domain " + std::string(below(2) == 0 ? "add" : "delete") + " contoso" + number + ".example");
        return;
      default:
        run(below(2) == 0 ? "support set helpdesk help" + number + "@contoso.example" : "support unset helpdesk");
    }
  }

  void place() {
    const auto id = " 439170" + std::to_string(below(4));
    switch (below(5)) {
      case 0:
        run("location add" + id + " --name Place --country DE --contact-email " + somebody());
        return;
      case 1:
        run("location edit" + id + " --city 'City " + std::to_string(below(9)) + "'");
        return;
      case 2:
        run("location " + std::string(below(2) == 0 ? "close" : "reopen") + id);
        return;
      case 3:
        run("role assign " + somebody() + " referrals-user --location" + id);
        return;
      default:
        run("location delete" + id);
    }
  }

  void tie() {
    switch (below(4)) {
      case 0:
        run("partner invite person." + std::to_string(1 + below(kMostPeople)) + "@contoso.example new@contoso.example");
        return;
      case 1:
        run("user edit " + somebody() + " --kind " + (below(2) == 0 ? "guest" : "member"));
        return;
      case 2:
        run("partner associate " + somebody() + " --address work" + std::to_string(below(4)) + "@contoso.example");
        return;
      default:
        run("partner disassociate " + (below(4) == 0 ? "new@contoso.example" : somebody()));
    }
  }

  void import() {
    std::string csv = "name,email,roles,job_title\n";
    for (int i = 0; i < 3; ++i) {
      const auto number = std::to_string(below(2) == 0 && people_ < kMostPeople ? ++people_ : 1 + below(people_));
      csv += "Person " + number + ",person." + number + "@contoso.example," + role() + ",Imported\n";
    }
    write_file(world_.folder() / "people.csv", csv);
    const auto file = (world_.folder() / ("credentials" + std::to_string(imports_++))).string();
    run("user import " + (world_.folder() / "people.csv").string() + " --on-existing update --credentials " + file);
  }

  /// What people passed comes from a file, under a profile or not; and something may be retired.
  void pass() {
    if (below(4) == 0) return void(run("cert rules set --links-a-year 100 --days-between " + std::to_string(below(2))));
    if (below(3) == 0) return demand();
    const auto code = "AZ-" + std::to_string(100 + below(4));
    if (below(4) == 0) {
      write_file(world_.folder() / "known.csv",
                 "kind,code,retired\nexam," + code + ",2026-12-0" + std::to_string(1 + below(9)) + "\n");
      return void(run("cert catalogue import " + (world_.folder() / "known.csv").string()));
    }
    const auto profile = below(2) == 0 ? "99100" + std::to_string(below(5)) : std::string();
    write_file(world_.folder() / "skills.csv", "email,profile,kind,code,achieved,expires\n" + somebody() + "," +
                                                   profile + ",exam," + code + ",2026-03-01,2026-12-0" +
                                                   std::to_string(1 + below(9)) + "\n");
    run("cert import " + (world_.folder() / "skills.csv").string());
  }

  /// A designation is put down, with metrics that come and go, or taken back; some under a name that is shipped.
  void demand() {
    const std::string name = below(2) == 0 ? "modern-work" : "own-plan";
    if (below(3) == 0) return void(run("designation reset " + name));
    std::string metrics;
    for (std::uint64_t at = 0; at <= below(2); ++at)
      metrics += std::string(metrics.empty() ? "" : ",") + R"({"name":"m)" + std::to_string(2 * at + below(2)) +
                 R"(","most":20,"each":4,"counts":["AZ-)" + std::to_string(100 + below(4)) + R"("]})";
    write_file(world_.folder() / "plan.json", R"([{"name":")" + name +
                                                  R"(","title":"Plan","programme":"Own","needs":)" +
                                                  std::to_string(below(20)) + R"(,"metrics":[)" + metrics + "]}]");
    run("designation define " + (world_.folder() / "plan.json").string());
  }

  void act() {
    switch (below(21)) {
      case 0:
        return add();
      case 1:
      case 2:
      case 3:
        return edit();
      case 4:
        run("user delete " + somebody() + " --yes --reason gone --ticket T-" + std::to_string(below(9)));
        return;
      case 5:
      case 6:
        run("user restore " + somebody());
        return;
      case 7:
        run("user " + std::string(below(2) == 0 ? "disable " : "enable ") + somebody() + " --yes");
        return;
      case 8:
        run("role unassign " + somebody() + " " + role());
        return;
      case 9:
        return welcome();
      case 10:
        return import();
      case 11:
        run("token create t" + std::to_string(below(4)) + " --expires " + length());
        return;
      case 12:
        run("token revoke tok_" + std::to_string(1 + below(8)));
        return;
      case 13:
        if (below(3) == 0) return void(run("password policy set --length " + std::to_string(15 + below(6))));
        run(below(2) == 0 ? "guard set max-removals " + std::to_string(5 + below(9)) : "guard unset max-removals");
        return;
      case 14:
        run("user offboard " + somebody() + " --yes");
        return;
      case 15:
        return organize();
      case 16:
        return place();
      case 17:
        return pass();
      case 18:
        run(below(2) == 0 ? "cert link 99100" + std::to_string(below(5)) : "cert unlink");
        return;
      case 19:
        return tie();
      default:
        run("role assign " + somebody() + " " + role() + (below(2) == 0 ? " --expires " + length() : "") +
            " --reason 'reason " + std::to_string(below(9)) + "'");
    }
  }

  void remember() {
    const auto change = std::stoll(world_.run("audit head --field change").out);
    if (known_.contains(change)) return;
    commands_[change] = said_;
    auto& answers = known_[change];
    for (const auto& [command, questions] : kQuestions) {
      for (const auto& question : questions) {
        const bool always = &question == &questions.front();
        if (question.empty() || (!always && below(15) != 0)) continue;
        const auto line = replaced(replaced(question, "USER", somebody()), "ROLE", role()) + " -o json";
        answers.emplace(line, world_.run(line));
      }
    }
  }

  static constexpr std::size_t kMostPeople = 24;

  std::mt19937_64 random_;
  TestWorld world_;
  std::size_t people_ = 0;
  std::size_t imports_ = 0;
  std::string said_;
  std::map<std::int64_t, Answers> known_;
  std::map<std::int64_t, std::string> commands_;
};

}  // namespace

TEST_CASE("every command that reads the store is asked about the past", "[as-of]") {
  for (const auto* const command : cli::all_commands()) {
    if (command->is_tool() || command->writes()) continue;
    INFO(command->words());
    CHECK(kQuestions.contains(command->words()));
  }
}

TEST_CASE("after 500 random commands every list is byte for byte what it was after each", "[as-of]") {
  Play play(std::stoull(seed_text()));
  for (int i = 0; i < 500; ++i) play.step();
  CHECK(play.states() > 250);
  CHECK(play.compare() > 3000);
}
