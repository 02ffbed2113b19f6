#include "pcadmin/domain/bundle.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)

TEST_CASE("a bundle's name is letters and digits with dots and hyphens and underscores", "[domain][bundle]") {
  for (const auto* const good : {"newcomer", "Newcomer-Sales", "a", "7", "q3_2026.a"}) {
    INFO(good);
    CHECK(BundleName::parse(good)->text() == good);
  }
  CHECK(BundleName::parse(std::string(64, 'n'))->text().size() == 64);
  for (const auto* const bad : {"", "-n", ".n", "_n", "new comer", "n/a", "né", "a,b", "a;b"}) {
    INFO(bad);
    CHECK(BundleName::parse(bad).error().code == "invalid-bundle-name");
  }
  CHECK(BundleName::parse(std::string(65, 'n')).error().code == "invalid-bundle-name");
}

TEST_CASE("two spellings of a bundle's name are the same in any letter case", "[domain][bundle]") {
  CHECK(*BundleName::parse("Newcomer") == *BundleName::parse("nEWCOMER"));
  CHECK_FALSE(*BundleName::parse("newcomer") == *BundleName::parse("new-comer"));
}

}  // namespace
