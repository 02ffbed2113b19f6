#include "gift_report.hpp"

#include "change_report.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {

namespace {

std::string listed(const std::vector<domain::RoleId>& roles) {
  std::vector<std::string> ids;
  for (const auto role : roles) ids.emplace_back(role.text());
  return join_words(ids);
}

/// What of the bundle was left as it is.
std::string kept_words(const ops::BundleGift& gift) {
  std::vector<domain::RoleId> held = gift.kept;
  std::string later;
  for (const auto& one : gift.to_come) {
    std::erase(held, one.role);
    later += fmt::format("{0}{1} begins at {2} and was left alone (at once: pcadmin role assign {3} {1} --starts now)",
                         later.empty() ? "" : "; ", one.role.text(), to_rfc3339(*one.starts_at),
                         gift.user.record.email.text());
  }
  if (held.empty()) return later;
  return fmt::format("{} {} held already and left alone{}{}", listed(held), held.size() == 1 ? "was" : "were",
                     later.empty() ? "" : "; ", later);
}

Report report_of(const ops::BundleGift& gift, Time now) {
  auto row = person_values(gift.user, gift.held);
  row.emplace_back(assignments_fields(gift.assignments, now));
  return {.body = RecordBody{"user", kRoleChangeColumns, std::move(row), true},
          .changed = !gift.moved.empty(),
          .undoable = true};
}

}  // namespace

Report given_report(const ops::BundleGift& gift, Time now) {
  auto report = report_of(gift, now);
  const auto& email = gift.user.record.email.text();
  const auto& bundle = gift.bundle.text();
  if (gift.moved.empty() && !gift.to_come.empty()) {
    report.said = fmt::format("the bundle {} gives {} nothing new: {}", bundle, email, kept_words(gift));
    return report;
  }
  if (gift.moved.empty()) {
    report.said = fmt::format("{} holds {} already, all of the bundle {}", email, listed(gift.kept), bundle);
    return report;
  }
  report.said = fmt::format("{} now holds {}{} by the bundle {}", email, listed(gift.moved),
                            gift.expires_at ? " until " + to_rfc3339(*gift.expires_at) : "", bundle);
  if (!gift.kept.empty()) report.said += "; " + kept_words(gift);
  report.warnings = reach_warnings(email, gift.tokens, gift.user.record.os_account);
  return report;
}

Report taken_report(const ops::BundleGift& gift, Time now) {
  auto report = report_of(gift, now);
  const auto& email = gift.user.record.email.text();
  const auto& bundle = gift.bundle.text();
  report.said = gift.moved.empty() ? fmt::format("{} holds nothing that came by the bundle {}", email, bundle)
                                   : fmt::format("{} no longer holds {}, which came by the bundle {}", email,
                                                 listed(gift.moved), bundle);
  return report;
}

std::vector<std::string> reach_warnings(const std::string& email, std::int64_t tokens,
                                        const std::optional<domain::OsAccount>& os_account) {
  std::vector<std::string> warnings;
  if (tokens > 0)
    warnings.push_back(fmt::format("{0} has {1} token{2}, which may act with it too: pcadmin token list {0}", email,
                                   tokens, tokens == 1 ? "" : "s"));
  if (os_account)
    warnings.push_back(fmt::format("whoever runs pcadmin as the OS account {} acts with it too", os_account->text()));
  return warnings;
}

}  // namespace pcadmin::cli
