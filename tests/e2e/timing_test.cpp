#include "e2e/site.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <vector>

namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)
using Seconds = std::chrono::duration<double>;

constexpr std::size_t kRuns = 7;

struct Attempt {
  std::string email;
  std::vector<double> seconds{};
  Outcome outcome{};
};

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

TEST_CASE("who exists cannot be told from a failed sign-in") {
  const Site site;
  site.init();
  site.add_person("temporary@contoso.example", {"helpdesk-agent"});
  std::array<Attempt, 3> attempts{{{"ada@contoso.example"}, {"nobody@contoso.example"}, {"temporary@contoso.example"}}};
  for (std::size_t i = 0; i < kRuns; ++i) {
    for (auto& attempt : attempts) {
      const auto begin = std::chrono::steady_clock::now();
      attempt.outcome = site.run({"sign-in", attempt.email, "--password-stdin"}, "certainly not the password\n");
      attempt.seconds.push_back(Seconds(std::chrono::steady_clock::now() - begin).count());
    }
  }
  const auto& wrong = attempts.front();
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
