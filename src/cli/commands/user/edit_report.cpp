#include "edit_report.hpp"

#include "../../shell_word.hpp"
#include "edit_args.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

namespace pcadmin::cli {

namespace {

struct FieldChange {
  std::string_view field;  ///< as people say it
  std::string_view flag;
  std::optional<std::string> before;
};

template <class T>
std::optional<std::string> text_of(const std::optional<T>& value) {
  return value ? std::optional(value->text()) : std::nullopt;
}

std::vector<FieldChange> changes_of(const ops::EditedUser& edited) {
  const auto& was = edited.before;
  const auto& is = edited.user.record;
  std::vector<FieldChange> changes;
  const auto compare = [&](std::string_view field, const ArgSpec& flag, std::optional<std::string> before,
                           const std::optional<std::string>& after) {
    if (before != after) changes.push_back({field, flag.name, std::move(before)});
  };
  compare("name", flags::kNewName.spec, was.name.text(), is.name.text());
  compare("e-mail address", flags::kNewEmail.spec, was.email.text(), is.email.text());
  compare("kind", flags::kNewKind.spec, std::string(to_string(was.kind)), std::string(to_string(is.kind)));
  compare("given name", flags::kNewGivenName.spec, text_of(was.given_name), text_of(is.given_name));
  compare("family name", flags::kNewFamilyName.spec, text_of(was.family_name), text_of(is.family_name));
  compare("job title", flags::kNewJobTitle.spec, text_of(was.job_title), text_of(is.job_title));
  compare("department", flags::kNewDepartment.spec, text_of(was.department), text_of(is.department));
  compare("phone", flags::kNewPhone.spec, text_of(was.phone), text_of(is.phone));
  compare("usage location", flags::kNewUsageLocation.spec, text_of(was.usage_location), text_of(is.usage_location));
  compare("OS account", flags::kOsAccount.spec, text_of(was.os_account), text_of(is.os_account));
  return changes;
}

}  // namespace

std::string edit_sentence(const ops::EditedUser& edited) {
  const auto& was = edited.before.email.text();
  const auto& is = edited.user.record.email.text();
  if (!edited.changed()) return is + " is so already";
  std::vector<std::string> fields;
  std::ranges::transform(changes_of(edited), std::back_inserter(fields),
                         [](const FieldChange& change) { return std::string(change.field); });
  const auto sentence = fmt::format("changed {} of {}", join_words(fields), was);
  return was == is ? sentence : fmt::format("{}, who signs in as {} now", sentence, is);
}

std::string undo_of_edit(const ops::EditedUser& edited) {
  auto line = "pcadmin user edit " + user_word(edited.user);
  for (const auto& [field, flag, before] : changes_of(edited)) {
    if (before && to_ascii_lower(*before) == "none") return {};  // would clear it
    const auto word = shell_word(before.value_or("none"));
    line += fmt::format(" {}{}{}", flag, word.starts_with('-') ? "=" : " ", word);
  }
  return line;
}

Report nobody_report(const domain::UserRef& ref) {
  Report report;
  report.said = fmt::format("there is no user \"{}\"; nothing was changed", ref.text());
  return report;
}

std::string user_word(const store::StoredUser& user) {
  const auto& email = user.record.email.text();
  return email.starts_with('-') ? user.id.text() : shell_word(email);
}

}  // namespace pcadmin::cli
