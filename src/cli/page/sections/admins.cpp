#include "../section.hpp"
#include "../words.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<HtmlColumn, 6> kColumns = {
    {{"Name"}, {"E-mail"}, {"Global admin"}, {"Account admin"}, {"User management admin"}, {"Can sign in"}}};

/// How they hold a role: `yes`, `until 3 Jan 2027`, `at 4391508`; nothing where they do not.
std::string holding(const ops::Administrator& admin, domain::RoleId role) {
  std::string words;
  for (const auto& one : admin.assignments) {
    if (one.role != role) continue;
    std::string how = one.location ? "at " + one.location->partner_id.text() : "";
    if (one.expires_at) how += (how.empty() ? "until " : " until ") + day_words(*one.expires_at);
    words += (words.empty() ? "" : ", ") + (how.empty() ? "yes" : how);
  }
  return words;
}

std::string body(const Material& material) {
  const auto& admins = material.overview.admins;
  auto html = fmt::format("<p>{} with an active account can add people, and give roles or take them.</p>\n",
                          counted(admins.count, "person", "people"));
  for (const auto& warning : material.overview.warnings)
    html += fmt::format("<p class=\"note\"><strong>Note:</strong> {}</p>\n", html_escaped(warning));
  HtmlTable table("People who administer users, global admins first", kColumns);
  for (const auto& admin : admins.shown)
    table.add({admin.user.record.name.text(), admin.user.record.email.text(), holding(admin, domain::global_admin()),
               holding(admin, domain::account_admin()), holding(admin, domain::user_management_admin()),
               admin.can_sign_in ? "yes" : "not yet"});
  return html + table.html() + all_by(material, admins.shown.size(), admins.count, "admins list");
}

}  // namespace

constinit const Section kAdminsSection{.id = "admins", .title = "Who administers the organisation", .body = body};

}  // namespace pcadmin::cli
