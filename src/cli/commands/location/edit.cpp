#include "../../dialog.hpp"
#include "columns.hpp"
#include "details_args.hpp"
#include "location.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/locations.hpp"

#include <algorithm>
#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr auto kEdits = [] {
  std::array<const ArgSpec*, kDetailEdits.size() + 3> all{&kLocationName.spec, &kCountry.spec, &kParent.spec};
  std::ranges::copy(kDetailEdits, all.begin() + 3);
  return all;
}();
constexpr auto kArgs = [] {
  std::array<const ArgSpec*, kEdits.size() + 2> all{&kLocation.spec};
  std::ranges::copy(kEdits, all.begin() + 1);
  all.back() = &kIfLocationExists.spec;
  return all;
}();

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin location edit 4391508 --name \"Contoso Berlin Mitte\"", "another name; what is held for it stays"},
    {"pcadmin location edit 4391508 --country AT --city Vienna --reason \"moved\"", "with the reason, for the history"},
}};

/// Before the store is opened: that there is something to change.
bool check_fields(Dialog& dialog, const Failure* failure) {
  if (failure != nullptr) return false;
  check_words_first(dialog);
  const auto& args = dialog.context.args;
  if (std::ranges::any_of(kEdits, [&](const ArgSpec* spec) { return args.has(*spec); })) return false;
  std::vector<std::string> names;
  for (const auto* const spec : kEdits) names.emplace_back(spec->name);
  throw Error({.code = "nothing-to-edit",
               .kind = FailureKind::usage,
               .message = "pcadmin location edit needs a field to change",
               .hint = "any of " + join_words(names) + "; see pcadmin help location edit"});
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
                                         {.name = args.find(kLocationName),
                                          .country = args.find(kCountry),
                                          .parent = args.find(kParent),
                                          .details = details_of(args)},
                                         args.on(kIfLocationExists) ? ops::IfMissing::pass : ops::IfMissing::refuse);
  if (!edited) return nothing_there(id);
  Report report{.changed = edited->changed, .undoable = true, .warnings = location_warnings(*edited)};
  report.body = RecordBody{"location", kLocationColumns, location_values(edited->location), true};
  const bool renamed = edited->location.name != edited->before.name;
  report.said = !edited->changed ? words_of(edited->location) + " is so already"
                                 : "changed location " + words_of(edited->before) +
                                       (renamed ? ", which is " + edited->location.name.text() + " now" : "");
  return report;
}

}  // namespace

constinit const Command kLocationEdit{
    .noun = "location",
    .verb = "edit",
    .summary = "Change what is kept of a location",
    .details =
        "Fields that are not given stay as they are; none clears those that may be empty. So stays what people hold "
        "for the location. Its Partner ID "
        "cannot be changed: add the other one, and assign anew.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_locations,
    .run = run,
    .columns = kLocationColumns,
    .ask = check_fields,
};

}  // namespace pcadmin::cli
