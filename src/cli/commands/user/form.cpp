#include "form.hpp"

#include "../../common_args.hpp"
#include "../role/bundle_args.hpp"
#include "columns.hpp"
#include "record_args.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <vector>

namespace pcadmin::cli {

namespace {

using domain::RoleId;

std::string_view title_of(domain::RoleCategory category) {
  switch (category) {
    case domain::RoleCategory::tenant:
      return "Directory tenant roles";
    case domain::RoleCategory::csp:
      return "CSP roles";
    case domain::RoleCategory::company:
      return "Company roles";
  }
  return "";
}

void show_roles(Dialog& dialog) {
  std::optional<domain::RoleCategory> category;
  std::size_t number = 0;
  for (const auto& role : domain::Catalogue::roles()) {
    if (category != role.category) dialog.say(fmt::format("{}:", title_of(role.category)));
    category = role.category;
    dialog.say(fmt::format("  {:2}  {:36} {}", ++number, role.id, role.name));
  }
}

/// A number of the list, or any name of a role.
Result<RoleId> parse_choice(std::string_view text) {
  const auto roles = domain::Catalogue::role_ids();
  std::size_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc{} && rest == text.data() + text.size() && number >= 1 && number <= roles.size())
    return roles[number - 1];
  return RoleId::parse(text);
}

std::vector<RoleId> ask_roles(Dialog& dialog) {
  show_roles(dialog);
  for (;;) {
    std::vector<RoleId> roles;
    std::optional<Failure> wrong;
    const auto line = dialog.ask_line("Roles (numbers or names, with commas; empty for none): ");
    for (const auto part : split(line, ',')) {
      if (trim(part).empty()) continue;
      const auto role = parse_choice(trim(part));
      if (role)
        roles.push_back(*role);
      else
        wrong = role.error();
    }
    if (!wrong) return roles;
    dialog.show_failure(*wrong);
  }
}

void confirm(Dialog& dialog, const domain::PersonName& name, const domain::Email& email,
             const std::vector<RoleId>& roles) {
  dialog.say("");
  dialog.say("Please confirm:");
  dialog.say("  Name     " + escape_controls(name.text()));
  dialog.say("  E-mail   " + escape_controls(email.text()) + "  (the sign-in name)");
  dialog.say("  Roles    " + roles_sentence(roles));
  dialog.say("A temporary password is made and shown once on the next page; it must be changed at first sign-in.");
  const auto answer = to_ascii_lower(dialog.ask_line("Add this person? [y/N] "));
  if (answer == "y" || answer == "yes") return;
  throw Error(
      {.code = "cancelled", .kind = FailureKind::interrupted, .message = "not confirmed", .hint = "nobody was added"});
}

}  // namespace

bool fill_user_form(Dialog& dialog, const Failure* failure) {
  auto& args = dialog.context.args;
  const bool nothing_named = !args.has(flags::kName.spec) && !args.has(flags::kEmail.spec) &&
                             !args.has(flags::kRoles.spec) && !args.has(flags::kBundle.spec);
  if (failure != nullptr || !nothing_named) return false;
  dialog.require_somebody("name and e-mail address", "give them: pcadmin user add --name NAME EMAIL --role ROLE");
  dialog.say("Add a person. Ctrl-C leaves without adding anybody.");
  auto name = dialog.ask<domain::PersonName>("Full name: ");
  auto email = dialog.ask<domain::Email>("E-mail address: ");
  const auto roles = ask_roles(dialog);
  if (!args.on(flags::kYes)) confirm(dialog, name, email, roles);
  args.put(flags::kName, std::move(name));
  args.put(flags::kEmail, std::move(email));
  for (const auto role : roles) args.put(flags::kRoles, role);
  return true;
}

}  // namespace pcadmin::cli
