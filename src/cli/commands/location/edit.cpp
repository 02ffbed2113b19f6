#include "../../dialog.hpp"
#include "../../field_changes.hpp"
#include "columns.hpp"
#include "details_args.hpp"
#include "location.hpp"

#include "pcadmin/ops/locations.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr auto kEdits = joined(std::array{&kLocationName.spec, &kCountry.spec, &kParent.spec}, kDetailEdits);
constexpr auto kArgs = joined(std::array{&kLocation.spec}, kEdits, std::array{&kIfLocationExists.spec});

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin location edit 4391508 --name \"Contoso Berlin Mitte\"", "another name; what is held for it stays"},
    {"pcadmin location edit 4391508 --country AT --city Vienna --reason \"moved\"", "with the reason, for the history"},
}};

bool check_fields(Dialog& dialog, const Failure* failure) {
  if (failure == nullptr) check_edits(dialog, kEdits);
  return false;
}

Report nothing_there(const domain::PartnerId& id) {
  Report report;
  report.said = "there is no location " + id.text() + "; nothing was changed";
  return report;
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto& args = context.args;
  const auto id = args.get(kLocation);
  const auto edited = ops::edit_location(unit, id,
                                         {.name = find_edit(args, kLocationName),
                                          .country = args.find(kCountry),
                                          .parent = args.find(kParent),
                                          .details = details_of(args)},
                                         args.on(kIfLocationExists) ? ops::IfMissing::pass : ops::IfMissing::refuse);
  if (!edited) return nothing_there(id);
  Report report{.changed = edited->changed, .undoable = true, .warnings = location_warnings(*edited)};
  report.body = RecordBody{"location", kLocationColumns, location_values(edited->location), true};
  report.said = !edited->changed ? words_of(edited->location) + " is so already"
                                 : "changed location " + words_of(edited->before) + ": " +
                                       field_changes(kLocationColumns, location_values(edited->before),
                                                     location_values(edited->location));
  return report;
}

}  // namespace

constinit const Command kLocationEdit{
    .noun = "location",
    .verb = "edit",
    .summary = "Change what is kept of a location",
    .details =
        "Fields that are not given stay as they are; none clears those that may be empty. What people hold for the "
        "location stays too. Its Partner ID cannot be changed: add the other one, and assign anew.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_locations,
    .run = run,
    .columns = kLocationColumns,
    .ask = check_fields,
};

}  // namespace pcadmin::cli
