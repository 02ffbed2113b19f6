#include "pcadmin/ops/init.hpp"

#include "../../common_args.hpp"
#include "../../dialog.hpp"
#include "../user/record_args.hpp"
#include "session.hpp"

#include "pcadmin/domain/domain_name.hpp"
#include "pcadmin/domain/organization.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr Arg<domain::OrganizationName> kOrg{
    {.name = "--org", .help = "the organisation's name", .value = "NAME", .required = true}};
constexpr Arg<domain::PartnerId> kPartnerId{
    {.name = "--partner-id",
     .help = "its id in the partner programme (formerly MPN ID): 4 to 10 digits, not beginning with 0; usually 7",
     .value = "ID",
     .required = true}};
constexpr Arg<domain::Email> kFirstEmail{
    {.name = "--email", .help = "your e-mail address: the sign-in name", .value = "EMAIL", .required = true}};
constexpr std::array<const ArgSpec*, 5> kArgs = {&kOrg.spec, &kPartnerId.spec, &kName.spec, &kFirstEmail.spec,
                                                 &kPasswordStdin.spec};

constexpr std::array<Column, 4> kColumns = {{{.key = "id", .title = "ID", .in_table = false, .is_id = true},
                                             {.key = "email", .title = "E-MAIL"},
                                             {.key = "organization", .title = "ORGANISATION"},
                                             {.key = "partner_id", .title = "PARTNER ID"}}};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin init --org \"Contoso\" --partner-id 4391507 --name \"Ada Lovelace\" --email ada@contoso.example",
     "on a terminal: asks twice for your password"},
    {"pcadmin init --org \"Contoso\" --partner-id 4391507 --name \"Ada Lovelace\" --email ada@contoso.example "
     "--password-stdin",
     "in a script: the password as one line of standard input"},
}};

constexpr std::string_view kInstead = "give it by standard input: --password-stdin";

bool ask(Dialog& dialog, const Failure* failure) {
  if (failure == nullptr) check_words_first(dialog);
  if (dialog.context.args.on(kPasswordStdin)) {
    if (failure == nullptr) dialog.answers.password = dialog.read_secret_line();
    return false;
  }
  if (failure != nullptr) {
    if (!failure->code.starts_with("password-")) return false;
    dialog.show_failure(*failure);
  }
  dialog.answers.password = dialog.ask_new_secret("Your password (at least 15 characters): ", kInstead);
  return true;
}

Report run(ops::Unit& unit, Context& context, const Answers& answers) {
  const domain::Organization organization{context.args.get(kOrg), context.args.get(kPartnerId)};
  auto signed_in = ops::init_organization(
      unit, organization, {.name = context.args.get(kName), .email = context.args.get(kFirstEmail)}, *answers.password);
  Report report{.changed = true};
  report.said = "made the store of " + organization.name.text() + "; " + signed_in.email.text() +
                " is signed in, with global-admin and account-admin";
  if (!organization.partner_id.usual()) report.warnings.emplace_back("the Partner ID is unusual: most have 7 digits");
  const auto first = domain::DomainName::of(signed_in.email);
  if (first.anybodys())
    report.warnings.push_back(fmt::format("anybody can have an address at {}, and will count as yours", first.text()));
  report.session = std::move(signed_in.token);
  report.body = RecordBody{
      "user",
      kColumns,
      {signed_in.id.text(), signed_in.email.text(), organization.name.text(), organization.partner_id.text()},
      true};
  return report;
}

}  // namespace

constinit const Command kInit{
    .noun = "",
    .verb = "init",
    .summary = "Make the store, the organisation and its first global admin",
    .details =
        "The first person gets global-admin and account-admin, and is signed in. The domain of the address becomes the "
        "organisation's first. A store that is there already is never touched.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::nothing,
    .run = run,
    .columns = kColumns,
    .opens = Opens::created,
    .resumes = false,
    .in_batch = InBatch::no,
    .ask = ask,
};

}  // namespace pcadmin::cli
