#include "cert.hpp"

#include "catalogue/catalogue.hpp"
#include "rules/rules.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 10> kVerbs = {
    &kCertLink,   &kCertUnlink,          &kCertShow,          &kCertList,      &kCertPeople,
    &kCertImport, &kCertCatalogueImport, &kCertCatalogueList, &kCertRulesShow, &kCertRulesSet};
constexpr std::array<Group, 2> kGroups = {{{"catalogue", "Keep what can be passed, and what is retired"},
                                           {"rules", "See and set how often a profile may be linked"}}};
}  // namespace

constinit const Noun kCertNoun{"cert", "Link certification profiles, and keep what people have passed", kVerbs,
                               kGroups};

}  // namespace pcadmin::cli
