#include "columns.hpp"
#include "details_args.hpp"
#include "location.hpp"

#include "pcadmin/ops/locations.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::PartnerId> kId{
    {.name = "ID",
     .help = "its Partner ID, not the organisation's own: 4 to 10 digits, not beginning with 0; usually 7",
     .required = true}};
constexpr Arg<domain::LocationName> kName{
    {.name = "--name", .help = "what people call it", .value = "NAME", .required = true}};
constexpr Arg<domain::Country> kCountry{
    {.name = "--country", .help = "country, two letters of ISO 3166-1", .value = "CC", .required = true}};
constexpr Arg<domain::PartnerId> kParent{{.name = "--parent",
                                          .help = "Partner ID of the organisation it belongs to",
                                          .value = "ID",
                                          .fallback = "the organisation of the store"}};
constexpr Switch kIfNotExists{
    {.name = "--if-not-exists", .help = "where a location has the Partner ID already, change nothing and succeed"}};
constexpr auto kArgs = joined(std::array{&kId.spec, &kName.spec, &kCountry.spec, &kParent.spec}, flags::kDetailEdits,
                              std::array{&kIfNotExists.spec});

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin location add 4391508 --name \"Contoso Berlin\" --country DE", "a place roles can be given for"},
    {"pcadmin location add 4391508 --name \"Contoso Berlin\" --country DE --city Berlin --contact-given-name Ann "
     "--contact-family-name Lee --contact-email ann@contoso.example",
     "with more of what the programme asks for"},
    {"pcadmin location add 4391508 --name \"Contoso Berlin\" --country DE --if-not-exists --porcelain",
     "in a script that may run twice: print only the Partner ID"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto& args = context.args;
  const auto added = ops::add_location(unit,
                                       {.id = args.get(kId),
                                        .name = args.get(kName),
                                        .country = args.get(kCountry),
                                        .parent = args.find(kParent),
                                        .details = details_of(args)},
                                       args.on(kIfNotExists) ? ops::IfThere::pass : ops::IfThere::refuse);
  Report report{.changed = added.changed, .undoable = true, .warnings = location_warnings(added)};
  report.body = RecordBody{"location", kLocationColumns, location_values(added.location), true};
  report.said = added.changed ? "added location " + words_of(added.location)
                              : words_of(added.location) + " is there already; nothing was changed";
  return report;
}

}  // namespace

constinit const Command kLocationAdd{
    .noun = "location",
    .verb = "add",
    .summary = "Add a place the organisation works at",
    .details =
        "A location has a Partner ID of its own, below that of the organisation. Some roles can be held for single "
        "locations instead of the whole organisation: pcadmin role assign USER ROLE --location ID. Such a role is for "
        "that location alone, not for those that belong to it. It belongs to the organisation, or to a location that "
        "is "
        "open.\n\n"
        "The contact need not have an account; the address is one at work. Personal data of a contact is erased with "
        "the person who has that address: pcadmin user purge.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_locations,
    .run = run,
    .columns = kLocationColumns,
};

}  // namespace pcadmin::cli
