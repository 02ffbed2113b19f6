#include "pcadmin/domain/near_domain.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using pcadmin::domain::near_domain;

namespace {
const std::vector<std::string> kDomains = {"contoso.example", "fabrikam.example"};
}

TEST_CASE("a domain that is a slip away from one of the organisation's is taken for it", "[domain]") {
  for (const auto* const typed :
       {"contsoo.example", "contoso.exmaple", "contoso", "CONTOSSO.example", "contoso.exampl"})
    CHECK(near_domain(typed, kDomains) == "contoso.example");
  CHECK(near_domain("fabrikan.example", kDomains) == "fabrikam.example");
}

TEST_CASE("a domain that somebody means is not taken for another", "[domain]") {
  for (const auto* const typed : {"contoso.example", "Contoso.Example", "eu.contoso.example", "example",
                                  "northwind.example", "adatum.example", "", "mail.test"})
    CHECK_FALSE(near_domain(typed, kDomains));
  CHECK_FALSE(near_domain("abc.example", std::vector<std::string>{"xyz.example"}));
  CHECK_FALSE(near_domain("contoso.example", {}));
}
