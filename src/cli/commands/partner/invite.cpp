#include "../../common_args.hpp"
#include "../../dialog.hpp"
#include "../../input_file.hpp"
#include "args.hpp"
#include "columns.hpp"
#include "invite_list.hpp"
#include "partner.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::Email> kAddresses{{.name = "ADDRESS", .help = "e-mail addresses at work", .many = true}};
constexpr Arg<FileName> kFile{{.name = "--file",
                               .help = "a file with an address a line, or - for standard input",
                               .value = "FILE",
                               .short_name = "-f",
                               .completes = Completes::file}};
constexpr std::array<const ArgSpec*, 4> kArgs = {&kAddresses.spec, &kFile.spec, &flags::kPartnerIdMeant.spec,
                                                 &flags::kAnyDomain.spec};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin partner invite eve@contoso.example max@contoso.example", "two people who have no account yet"},
    {"pcadmin partner invite --file addresses.txt --dry-run", "look first which of many could not be"},
    {"pcadmin partner invite --file - --any-domain --reason \"after the merger\"",
     "as a program writes them, whatever their domains"},
}};

bool open_list(Dialog& dialog, const Failure* failure) {
  if (failure != nullptr) return false;
  auto& context = dialog.context;
  const auto file = context.args.find(kFile);
  if (!file && !context.args.has(kAddresses.spec)) {
    throw Error({.code = "missing-argument",
                 .kind = FailureKind::usage,
                 .message = "pcadmin partner invite needs ADDRESS or --file",
                 .hint = "see pcadmin help partner invite"});
  }
  if (file) context.input = open_input(*file, context.world);
  return true;
}

std::string sentence(const ops::Invitations& done) {
  const auto count = done.invited.size();
  const auto already = done.already == 0   ? std::string()
                       : done.already == 1 ? "1 is invited or associated already"
                                           : fmt::format("{} are invited or associated already", done.already);
  if (count == 0) return already.empty() ? "there is no address to invite" : already;
  const auto invited =
      count == 1 ? "invited " + who_of(done.invited.front()) : fmt::format("invited {} addresses", count);
  return invited + "; nothing is sent: tell them" + (already.empty() ? "" : "; " + already);
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  context.world.watch_interrupts();
  const InviteList list(context, context.args.all(kAddresses));
  const auto done = ops::invite(unit, list.addresses(), terms_of(context.args));
  list.require_no_faults(done.faults);
  std::vector<Row> rows;
  for (const auto& one : done.invited) rows.push_back(association_values(one));
  return {.body = ListBody{"associations", kAssociationColumns, all_of(std::move(rows)), true},
          .changed = !done.invited.empty(),
          .said = sentence(done),
          .undoable = true};
}

}  // namespace

constinit const Command kPartnerInvite{
    .noun = "partner",
    .verb = "invite",
    .summary = "Invite people by address to be tied to the Partner ID",
    .details =
        "Whoever has an account with the address, or comes to have one, is associated on asking: pcadmin partner "
        "request; a member is without. A file is UTF-8 text with an address a line; empty lines and those that begin "
        "with # are left out. Who is invited or associated already is left as it is, so the same list may come "
        "twice.\n\n"
        "All or none: where one address cannot be invited, each that cannot is told with its line and nobody is. An "
        "address has to be one at work, of one of the organisation's domains unless --any-domain is given. pcadmin "
        "partner list --state invited shows who has not come yet; pcadmin partner disassociate takes an invitation "
        "back.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::associate_people,
    .run = run,
    .columns = kAssociationColumns,
    .patient = true,
    .ask = open_list,
};

}  // namespace pcadmin::cli
