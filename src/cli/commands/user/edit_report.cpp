#include "edit_report.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <optional>
#include <vector>

namespace pcadmin::cli {

namespace {

template <class T>
std::optional<std::string> text_of(const std::optional<T>& value) {
  return value ? std::optional(value->text()) : std::nullopt;
}

/// The fields that differ, as people say them.
std::vector<std::string> changes_of(const ops::EditedUser& edited) {
  const auto& was = edited.before;
  const auto& is = edited.user.record;
  std::vector<std::string> changes;
  const auto compare = [&](const char* field, const std::optional<std::string>& before,
                           const std::optional<std::string>& after) {
    if (before != after) changes.emplace_back(field);
  };
  compare("name", was.name.text(), is.name.text());
  compare("e-mail address", was.email.text(), is.email.text());
  compare("kind", std::string(to_string(was.kind)), std::string(to_string(is.kind)));
  compare("given name", text_of(was.given_name), text_of(is.given_name));
  compare("family name", text_of(was.family_name), text_of(is.family_name));
  compare("job title", text_of(was.job_title), text_of(is.job_title));
  compare("department", text_of(was.department), text_of(is.department));
  compare("phone", text_of(was.phone), text_of(is.phone));
  compare("usage location", text_of(was.usage_location), text_of(is.usage_location));
  compare("OS account", text_of(was.os_account), text_of(is.os_account));
  return changes;
}

}  // namespace

std::string edit_sentence(const ops::EditedUser& edited) {
  const auto& was = edited.before.email.text();
  const auto& is = edited.user.record.email.text();
  if (!edited.changed()) return is + " is so already";
  const auto sentence = fmt::format("changed {} of {}", join_words(changes_of(edited)), was);
  return was == is ? sentence : fmt::format("{}, who signs in as {} now", sentence, is);
}

Report nobody_report(const domain::UserRef& ref) {
  Report report;
  report.said = fmt::format("there is no user \"{}\"; nothing was changed", ref.text());
  return report;
}

}  // namespace pcadmin::cli
