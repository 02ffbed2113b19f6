#include "columns.hpp"
#include "org.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin org show", "the organisation, its primary contact and its domains"},
    {"pcadmin org show --field partner_id", "one bare value"},
}};

Report run(const ops::Unit& unit, Context&) {
  const auto shown = ops::show_organization(unit);
  return {.body = RecordBody{"organization", kOrgColumns, org_values(shown)}, .warnings = org_warnings(shown)};
}

}  // namespace

constinit const Command kOrgShow{
    .noun = "org",
    .verb = "show",
    .summary = "Show the organisation",
    .details =
        "Its global Partner ID, under which membership, benefits and support are; that of each place it works at is in "
        "pcadmin location list. The primary contact gets the programme's mail.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::see_organization,
    .run = run,
    .columns = kOrgColumns,
};

}  // namespace pcadmin::cli
