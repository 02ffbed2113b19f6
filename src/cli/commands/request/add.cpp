#include "../../common_args.hpp"
#include "columns.hpp"
#include "request.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::PartnerId> kLocation{
    {.name = "--location", .help = "only for this location", .value = "ID", .fallback = "the whole organisation"}};
constexpr Arg<domain::WantedEnd> kExpires{
    {.name = "--expires",
     .help = "when it should end: 30d from when it is granted, a day (its end, UTC), a moment, or never",
     .value = "WHEN",
     .fallback = "never"}};
constexpr std::array<const ArgSpec*, 3> kArgs = {&flags::kRole.spec, &kLocation.spec, &kExpires.spec};

constexpr std::array<Column, kRequestColumnCount + 1> columns() {
  std::array<Column, kRequestColumnCount + 1> all{};
  for (std::size_t i = 0; i < kRequestColumnCount; ++i) all[i] = kRequestColumns[i];
  all[kRequestColumnCount] = {.key = "contacts", .title = "ASK"};
  return all;
}
constexpr auto kColumns = columns();

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin request add helpdesk-agent --reason \"Bob is away until May\"",
     "ask for a role, and learn whom to contact"},
    {"pcadmin request add report-viewer --expires 30d --reason \"quarterly review\" --ticket OPS-7",
     "for thirty days from when it is granted"},
}};

std::string contacts_sentence(const std::vector<ops::Holder>& contacts) {
  std::string people;
  for (const auto& [email, role] : contacts)
    people += fmt::format("{}{} ({})", people.empty() ? "" : ", ", email, role.text());
  if (people.empty()) return "nobody else who can sign in may grant it now; see pcadmin admins list";
  return fmt::format("who can grant it: {}; all: pcadmin admins list", people);
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto& args = context.args;
  const auto opened = ops::open_request(
      unit, {.role = args.get(flags::kRole), .location = args.find(kLocation), .end = args.find(kExpires)});
  auto row = request_values(opened.request);
  std::vector<std::string> contacts;
  for (const auto& contact : opened.contacts) contacts.push_back(contact.email);
  row.emplace_back(std::move(contacts));
  Report report{.body = RecordBody{"request", kColumns, std::move(row), true}, .changed = true, .undoable = true};
  report.said = fmt::format("asked for {} as {}; {}", opened.request.role.text(), opened.request.id.text(),
                            contacts_sentence(opened.contacts));
  return report;
}

}  // namespace

constinit const Command kRequestAdd{
    .noun = "request",
    .verb = "add",
    .summary = "Ask for a role you may not give to yourself",
    .details =
        "Those who may grant the role see the request in pcadmin request list and at pcadmin whoami; nothing is sent, "
        "so tell one of them. The reason stays with the assignment, if it is granted without another.\n\n"
        "What you hold already and what you have asked for already cannot be asked for. A request is open until "
        "somebody decides or you withdraw it; it goes with your account.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::ask_for_roles,
    .run = run,
    .columns = kColumns,
    .needs_reason = true,
};

}  // namespace pcadmin::cli
