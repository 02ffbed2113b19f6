#include "e2e/site.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)
using Seconds = std::chrono::duration<double>;

constexpr std::size_t kRuns = 7;

struct Attempt {
  std::string email;
  std::string_view password = "certainly not the password";
  std::vector<double> seconds{};
  Outcome outcome{};
};

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// SQL: the person with this id has just failed.
std::string failures_of(const std::string& id, int total, const std::string& delay) {
  return "INSERT OR REPLACE INTO failed_sign_in VALUES (" + id + ", 5, " + std::to_string(total) + ", unixepoch() + " +
         delay + ", unixepoch());";
}

TEST_CASE("who exists, waits or is locked cannot be told from a failed sign-in") {
  const Site site;
  site.init();
  site.add_person("temporary@contoso.example", {"helpdesk-agent"});
  for (const std::string name : {"waiting", "locked"}) {
    const auto email = name + "@contoso.example";
    site.get({"sign-in", email, "--password-stdin", "--new-password-stdin"},
             site.add_person(email) + "\n" + std::string(kOtherPassword) + "\n");
    site.get({"sign-in", "ada@contoso.example", "--password-stdin"}, std::string(kAdaPassword) + "\n");
  }
  // These two are given their right password.
  std::vector<Attempt> attempts{{"ada@contoso.example"},
                                {"nobody@contoso.example"},
                                {"temporary@contoso.example"},
                                {"waiting@contoso.example", kOtherPassword},
                                {"locked@contoso.example", kOtherPassword}};
  for (std::size_t i = 0; i < kRuns; ++i) {
    for (auto& attempt : attempts) {
      run_sql(site.store(), "DELETE FROM failed_sign_in;" + failures_of("3", 5, "800") + failures_of("4", 100, "0"));
      const auto begin = std::chrono::steady_clock::now();
      attempt.outcome = site.run({"sign-in", attempt.email, "--password-stdin"}, std::string(attempt.password) + "\n");
      attempt.seconds.push_back(Seconds(std::chrono::steady_clock::now() - begin).count());
    }
    std::ranges::reverse(attempts);  // nobody is always the first after a pause
  }
  const auto& wrong = *std::ranges::find(attempts, "ada@contoso.example", &Attempt::email);
  CHECK(wrong.outcome.code == 13);
  for (const auto& attempt : attempts) {
    INFO(attempt.email << ": " << median(attempt.seconds) << " s, a wrong password: " << median(wrong.seconds) << " s");
    CHECK(attempt.outcome.code == wrong.outcome.code);
    CHECK(attempt.outcome.err == wrong.outcome.err);
    CHECK(attempt.outcome.out.empty());
    CHECK(median(attempt.seconds) > median(wrong.seconds) / 2);
    CHECK(median(attempt.seconds) < median(wrong.seconds) * 2);
  }
}

}  // namespace
