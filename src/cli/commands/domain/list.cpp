#include "domain.hpp"
#include "report.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin domain list", "every domain, and how many people have an address there"},
    {"pcadmin domain list --filter 'people = 0'", "those that nobody uses"},
}};

Report run(const ops::Unit& unit, Context&) {
  return {.body = ListBody{"domains", kDomainColumns, [&unit](const std::function<bool(const Row&)>& each) {
                             ops::list_domains(unit, [&](const store::ListedDomain& listed) {
                               return each(make_row(listed.name.text(), listed.people));
                             });
                           }}};
}

}  // namespace

constinit const Command kDomainList{
    .noun = "domain",
    .verb = "list",
    .summary = "List the domains whose addresses count as the organisation's",
    .details = "By name in its ASCII form. PEOPLE counts accounts whose address is of the domain, disabled ones too.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::see_organization,
    .run = run,
    .columns = kDomainColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
