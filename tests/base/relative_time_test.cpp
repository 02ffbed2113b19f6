#include "pcadmin/base/relative_time.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace pcadmin;
using namespace std::chrono_literals;

TEST_CASE("a moment is said in words as far as it is from now", "[base]") {
  const auto now = *parse_rfc3339("2026-11-23T09:15:00Z");  // a Monday
  struct Said {
    std::chrono::seconds later;
    std::string words;
  };
  const std::vector<Said> all = {{0s, "now"},
                                 {1s, "in 1 second"},
                                 {-59s, "59 seconds ago"},
                                 {119s, "in 1 minute"},
                                 {-2h, "2 hours ago"},
                                 {24h - 1s, "in 23 hours"},
                                 {24h, "tomorrow"},
                                 {-24h, "yesterday"},
                                 {38h, "tomorrow"},     // Tuesday, late
                                 {39h, "in 2 days"},    // Wednesday, early
                                 {-34h, "2 days ago"},  // Saturday, late
                                 {-72h, "3 days ago"},
                                 {60 * 24h, "in 60 days"},
                                 {61 * 24h, "in 2 months"},
                                 {-400 * 24h, "13 months ago"},
                                 {3 * 366 * 24h, "in 3 years"}};
  for (const auto& [later, words] : all) {
    INFO(later.count());
    CHECK(in_words(now + later, now) == words);
  }
  CHECK(with_words(now - 72h, now) == "3 days ago (2026-11-20T09:15:00Z)");
}
