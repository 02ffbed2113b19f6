#include "e2e/site.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

/// Two global admins who turn on each other at the same moment.
namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)
using Catch::Contains;
namespace fs = std::filesystem;

constexpr int kRounds = 200;
constexpr const char* kAda = "ada@contoso.example";
constexpr const char* kBea = "bea@contoso.example";

/// What one does to the other.
struct Blow {
  Words words;                   ///< in front of the victim's address
  std::vector<std::string> end;  ///< behind it
};

/// Contoso with two global admins, both signed in; Bea at a desk of her own.
class Rivals {
 public:
  Rivals() {
    site_.init();
    const auto temporary = site_.add_person(kBea, {"global-admin"});
    auto sign_in = at_beas({"sign-in", kBea, "--password-stdin", "--new-password-stdin"});
    sign_in.in = temporary + "\n" + std::string(kOtherPassword) + "\n";
    REQUIRE(Site::run(sign_in).code == 0);
    fs::copy_file(site_.store(), site_.at("before.db"));
  }

  /// Both strike at once. At least one is left, and who failed was told why.
  void round(const Blow& adas, const Blow& beas, bool adas_first) {
    fs::copy_file(site_.at("before.db"), site_.store(), fs::copy_options::overwrite_existing);
    auto ada = site_.spawn(at(adas, kBea));
    auto bea = at_beas(at(beas, kAda));
    Process one(adas_first ? ada : bea);
    Process other(adas_first ? bea : ada);
    const std::array outcomes{one.wait(), other.wait()};
    const auto done = std::ranges::count(outcomes, 0, &Outcome::code);
    INFO(outcomes[0].err << outcomes[1].err);
    CHECK(done == 1);
    for (const auto& outcome : outcomes) {
      if (outcome.code != 0) require_refusal(outcome);
    }
    (outcomes[adas_first ? 0 : 1].code == 0 ? ada_won_ : bea_won_)++;
    require_one_left();
    if ((ada_won_ + bea_won_) % 10 == 0) require_whole();
  }

  int ada_won() const { return ada_won_; }
  int bea_won() const { return bea_won_; }

 private:
  void require_whole() const {
    // Whoever is left looks: the other may have no right to any more.
    for (const auto& look :
         {site_.spawn({"audit", "verify", "--field", "whole"}), at_beas({"audit", "verify", "--field", "whole"})}) {
      if (const auto outcome = Site::run(look); outcome.code == 0) {
        CHECK(outcome.out == "true\n");
        return;
      }
    }
    FAIL("nobody is left who may verify the history");
  }

  static Words at(const Blow& blow, const char* victim) {
    auto words = blow.words;
    words.emplace_back(victim);
    words.insert(words.end(), blow.end.begin(), blow.end.end());
    return words;
  }

  Spawn at_beas(Words words) const {
    auto spawn = site_.spawn(std::move(words));
    spawn.env["XDG_STATE_HOME"] = site_.at("beas-state").string();
    return spawn;
  }

  static void require_refusal(const Outcome& outcome) {
    CHECK((outcome.code == 6 || outcome.code == 13));
    CHECK_THAT(outcome.err, Contains("[last-global-admin]") || Contains("[not-allowed]") ||
                                Contains("[not-signed-in]") || Contains("[password-change-required]"));
  }

  /// By the store itself, not by what anybody was told.
  void require_one_left() const {
    const SQLite::Database database(site_.store().string());
    SQLite::Statement left(database,
                           "SELECT count(*) FROM assignment a JOIN user u ON u.id = a.user_id JOIN credential c ON "
                           "c.user_id = u.id WHERE a.role = 'global-admin' AND a.expires_at IS NULL AND u.state = "
                           "'active' AND c.kind = 'chosen'");
    REQUIRE(left.executeStep());
    CHECK(left.getColumn(0).getInt() >= 1);
  }

  Site site_{};
  int ada_won_ = 0;
  int bea_won_ = 0;
};

TEST_CASE("two who remove each other's global-admin at the same moment leave at least one, 200 times") {
  const Blow unassign{{"role", "unassign"}, {"global-admin"}};
  Rivals rivals;
  for (int i = 0; i < kRounds; ++i) rivals.round(unassign, unassign, i % 2 == 0);
  CHECK(rivals.ada_won() + rivals.bea_won() == kRounds);
  CHECK(rivals.ada_won() > 0);  // else they never met: one was always first
  CHECK(rivals.bea_won() > 0);
}

TEST_CASE("two who disable, delete, offboard or reset each other at the same moment leave at least one, 200 times") {
  const std::array blows{Blow{{"role", "unassign"}, {"global-admin"}}, Blow{{"user", "disable"}, {}},
                         Blow{{"user", "delete"}, {}}, Blow{{"user", "offboard"}, {}}, Blow{{"password", "reset"}, {}}};
  Rivals rivals;
  for (std::size_t i = 0; i < kRounds; ++i)
    rivals.round(blows.at(i % blows.size()), blows.at(i / blows.size() % blows.size()), i % 2 == 0);
}

}  // namespace
