#include "registry.hpp"

#include "commands/access/access.hpp"
#include "commands/admins/admins.hpp"
#include "commands/audit/audit.hpp"
#include "commands/batch/batch.hpp"
#include "commands/cert/cert.hpp"
#include "commands/credential/credential.hpp"
#include "commands/designation/designation.hpp"
#include "commands/directory/directory.hpp"
#include "commands/domain/domain.hpp"
#include "commands/guard/guard.hpp"
#include "commands/location/location.hpp"
#include "commands/org/org.hpp"
#include "commands/partner/partner.hpp"
#include "commands/password/password.hpp"
#include "commands/report/report.hpp"
#include "commands/request/request.hpp"
#include "commands/role/role.hpp"
#include "commands/session/session.hpp"
#include "commands/support/support.hpp"
#include "commands/token/token.hpp"
#include "commands/tool/tool.hpp"
#include "commands/user/user.hpp"
#include "common_args.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace pcadmin::cli {

namespace {

constexpr std::array<const Noun*, 18> kNouns = {
    &kUserNoun,       &kRoleNoun,      &kAccessNoun,  &kAdminsNoun,      &kOrgNoun,   &kDomainNoun,
    &kLocationNoun,   &kRequestNoun,   &kPartnerNoun, &kSupportNoun,     &kTokenNoun, &kPasswordNoun,
    &kCredentialNoun, &kDirectoryNoun, &kCertNoun,    &kDesignationNoun, &kGuardNoun, &kAuditNoun};
constexpr std::array<const Command*, 11> kLone = {&kInit,  &kSignIn, &kSignOut,    &kWhoami, &kUndo,          &kDiff,
                                                  &kBatch, &kReport, &kCompletion, &kHelp,   &kVersionCommand};

bool has_name(const ArgSpec& spec, std::string_view name) {
  return spec.is_flag() && (spec.name == name || (!spec.short_name.empty() && spec.short_name == name));
}

std::string_view first_word(std::string_view verb) { return verb.substr(0, verb.find(' ')); }

const ArgSpec* find_among(std::span<const ArgSpec* const> specs, std::string_view name) {
  const auto found = std::ranges::find_if(specs, [&](const ArgSpec* spec) { return has_name(*spec, name); });
  return found == specs.end() ? nullptr : *found;
}

}  // namespace

std::span<const Noun* const> nouns() { return kNouns; }

std::span<const Command* const> lone_commands() { return kLone; }

std::vector<const Command*> all_commands() {
  std::vector<const Command*> commands;
  for (const auto* const noun : kNouns) commands.insert(commands.end(), noun->verbs.begin(), noun->verbs.end());
  commands.insert(commands.end(), kLone.begin(), kLone.end());
  return commands;
}

const Noun* find_noun(std::string_view name) {
  const auto* const found = std::ranges::find(kNouns, name, &Noun::name);
  return found == kNouns.end() ? nullptr : *found;
}

const Group* find_group(const Noun& noun, std::string_view name) {
  const auto found = std::ranges::find(noun.groups, name, &Group::name);
  return found == noun.groups.end() ? nullptr : &*found;
}

const Command* find_command(const Noun& noun, std::string_view verb) {
  const auto found = std::ranges::find(noun.verbs, verb, &Command::verb);
  return found == noun.verbs.end() ? nullptr : *found;
}

const Command* find_lone_command(std::string_view name) {
  const auto* const found = std::ranges::find(kLone, name, &Command::verb);
  return found == kLone.end() ? nullptr : *found;
}

std::vector<const Command*> commands_of(const Noun& noun, const Group* group) {
  std::vector<const Command*> commands;
  std::ranges::copy_if(noun.verbs, std::back_inserter(commands), [&](const Command* command) {
    return group == nullptr || first_word(command->verb) == group->name;
  });
  return commands;
}

std::vector<NextWord> next_words(const Noun& noun, const Group* group) {
  std::vector<NextWord> words;
  for (const auto* const command : commands_of(noun, group)) {
    const auto first = first_word(command->verb);
    if (group != nullptr) {
      words.push_back({command->verb.substr(first.size() + 1), command->summary});
    } else if (const auto* const begun = find_group(noun, first); begun == nullptr) {
      words.push_back({first, command->summary});
    } else if (std::ranges::find(words, first, &NextWord::word) == words.end()) {
      words.push_back({begun->name, begun->summary});
    }
  }
  return words;
}

const ArgSpec* find_flag(std::string_view name) {
  for (const auto* const command : all_commands()) {
    if (const auto* const spec = find_among(common_args(*command), name)) return spec;
    if (const auto* const spec = find_among(command->args, name)) return spec;
  }
  return nullptr;
}

const ArgSpec* find_flag(const Command& command, std::string_view name) {
  const auto* const own = find_among(command.args, name);
  return own != nullptr ? own : find_flag(name);
}

}  // namespace pcadmin::cli
