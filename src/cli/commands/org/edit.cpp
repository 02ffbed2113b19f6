#include "../../dialog.hpp"
#include "address_args.hpp"
#include "columns.hpp"
#include "org.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr Arg<domain::OrganizationName> kOrgName{
    {.name = "--name", .help = "the organisation's name", .value = "NAME"}};
constexpr Arg<domain::PartnerId> kPartnerId{
    {.name = "--partner-id", .help = "its global Partner ID: 4 to 10 digits, usually 7", .value = "ID"}};
constexpr Arg<OrNone<domain::Country>> kOrgCountry{
    {.name = "--country", .help = "country, two letters of ISO 3166-1, or none", .value = "CC"}};
constexpr Arg<OrNone<domain::UserRef>> kContact{{.name = "--contact",
                                                 .help = "the primary contact, a user of the store; or none",
                                                 .value = "USER",
                                                 .completes = Completes::user}};
constexpr auto kArgs = [] {
  std::array<const ArgSpec*, kAddressEdits.size() + 4> all{&kOrgName.spec, &kPartnerId.spec};
  std::ranges::copy(kAddressEdits, all.begin() + 2);
  all[all.size() - 2] = &kOrgCountry.spec;
  all[all.size() - 1] = &kContact.spec;
  return all;
}();

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin org edit --legal-name \"Contoso GmbH\" --city Berlin --country DE", "the legal entity, and where it is"},
    {"pcadmin org edit --contact ada@contoso.example", "who gets the programme's mail"},
    {"pcadmin org edit --partner-id 4391600 --reason \"merged\"", "its locations belong to the new id with it"},
}};

/// Before the store is opened: that there is something to change.
bool check_fields(Dialog& dialog, const Failure* failure) {
  if (failure != nullptr) return false;
  check_words_first(dialog);
  const auto given = [&](const ArgSpec* spec) { return dialog.context.args.has(*spec); };
  if (std::ranges::any_of(kArgs, given)) return false;
  std::vector<std::string> names;
  for (const auto* const spec : kArgs) names.emplace_back(spec->name);
  throw Error({.code = "nothing-to-edit",
               .kind = FailureKind::usage,
               .message = "pcadmin org edit needs a field to change",
               .hint = "any of " + join_words(names) + "; see pcadmin help org edit"});
}

ops::OrganizationEdit edit_of(const Args& args) {
  return {.name = args.find(kOrgName),
          .partner_id = args.find(kPartnerId),
          .legal_name = find_edit(args, kLegalName),
          .line1 = find_edit(args, kAddressLine1),
          .line2 = find_edit(args, kAddressLine2),
          .city = find_edit(args, kCity),
          .state_or_province = find_edit(args, kStateOrProvince),
          .postal_code = find_edit(args, kPostalCode),
          .country = find_edit(args, kOrgCountry),
          .contact = find_edit(args, kContact)};
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto edited = ops::edit_organization(unit, edit_of(context.args));
  Report report{.body = RecordBody{"organization", kOrgColumns, org_values(edited.now), true},
                .changed = edited.changed,
                .undoable = true,
                .warnings = org_warnings(edited.now)};
  const auto& name = edited.before.name.text();
  report.said = edited.changed ? fmt::format("changed the organisation {}", name) : name + " is so already";
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
        "changes, "
        "locations that belong to it belong to the new one. As the programme demands, the organisation moves to "
        "another "
        "country only where it has a location that is open.\n\n"
        "The primary contact gets the mail about the organisation's vetting. That account cannot be deleted until "
        "another contact is named; pcadmin user offboard names the successor.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_organization,
    .run = run,
    .columns = kOrgColumns,
    .ask = check_fields,
};

}  // namespace pcadmin::cli
