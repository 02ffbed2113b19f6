#include "cert.hpp"
#include "columns.hpp"

#include "pcadmin/ops/profiles.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::ProfileId> kProfile{
    {.name = "MCID", .help = "the id of your certification profile, as on your transcript", .required = true}};
constexpr std::array<const ArgSpec*, 1> kArgs = {&kProfile.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin cert link 991234567", "your own profile, so that what you pass counts for the organisation"},
    {"pcadmin cert link 991234567 --dry-run", "look first: may it be linked now, and when next"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto linked = ops::link_profile(unit, context.args.get(kProfile));
  auto report = link_report(linked, true);
  const auto& id = linked.profile->text();
  report.said = linked.changed ? fmt::format("linked your profile {}; another link may begin from {} on", id,
                                             to_rfc3339(linked.next_link))
                               : fmt::format("your profile {} is linked already; nothing was changed", id);
  if (linked.changed && !linked.profile->usual())
    report.warnings.emplace_back("the id is unusual: most are all digits; compare it with your transcript");
  return report;
}

}  // namespace

constinit const Command kCertLink{
    .noun = "cert",
    .verb = "link",
    .summary = "Link your own certification profile",
    .details =
        "The MCID (formerly MCP ID) is given with the first exam. Only you can link yours, in person: nobody else, and "
        "no token. One profile is one person's, one person has one, and it counts for one organisation, that of this "
        "store. A profile under which results of others are known, and none of yours, is not taken.\n\n"
        "An association begins with the link. At most so many may begin within 365 days, and so many days lie between "
        "two of them, counted from the start, as pcadmin cert rules show says; those of the profile count with those "
        "of the person, and neither taking it off nor pcadmin undo gives one back; once another has begun, taking off "
        "is not undone. Refused too early, the next allowed moment is told. The form of an id is not published: 1 to "
        "64 letters, digits, -, . and _ are taken, and a warning says when it is not all digits.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::link_profile,
    .run = run,
    .columns = kLinkColumns,
};

}  // namespace pcadmin::cli
