#include "../../dialog.hpp"
#include "../../field_changes.hpp"
#include "columns.hpp"
#include "edit_args.hpp"
#include "org.hpp"

#include <fmt/format.h>

#include <array>
#include <span>

namespace pcadmin::cli {

namespace {

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin org edit --legal-name \"Contoso GmbH\" --city Berlin --country DE", "the legal entity, and where it is"},
    {"pcadmin org edit --contact ada@contoso.example", "who gets the programme's mail"},
    {"pcadmin org edit --partner-id 4391600 --reason \"merged\"", "its locations belong to the new id with it"},
}};

bool check_fields(Dialog& dialog, const Failure* failure) {
  if (failure == nullptr) check_edits(dialog, kOrgEdits);
  return false;
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto before = ops::show_organization(unit);
  const auto edited = ops::edit_organization(unit, org_edit(context.args));
  Report report{.body = RecordBody{"organization", kOrgColumns, org_values(edited.now), true},
                .changed = edited.changed,
                .undoable = true,
                .warnings = org_warnings(edited.now)};
  const auto& name = edited.before.name.text();
  // How many domains and locations there are, stands behind and is nothing that is edited.
  const auto fields = std::span(kOrgColumns).first(kOrgColumns.size() - 2);
  report.said = edited.changed ? fmt::format("changed the organisation {}: {}", name,
                                             field_changes(fields, org_values(before), org_values(edited.now)))
                               : name + " is so already";
  if (edited.moved > 0) {
    report.said += fmt::format("; {} location{} to {} with it", edited.moved,
                               edited.moved == 1 ? " belongs" : "s belong", edited.now.record.partner_id.text());
  }
  return report;
}

}  // namespace

constinit const Command kOrgEdit{
    .noun = "org",
    .verb = "edit",
    .summary = "Change what is kept of the organisation",
    .details =
        "Fields that are not given stay as they are; none clears those that may be empty. Where the Partner ID "
        "changes, locations that belong to it belong to the new one. As the programme demands, the organisation moves "
        "to another country only where it has a location that is open; --country none in between makes no "
        "difference.\n\n"
        "The primary contact gets the mail about the organisation's vetting. That account cannot be deleted until "
        "another contact is named; pcadmin user offboard names the successor.",
    .examples = kExamples,
    .args = kOrgEdits,
    .act = domain::Act::manage_organization,
    .run = run,
    .columns = kOrgColumns,
    .ask = check_fields,
};

}  // namespace pcadmin::cli
