#include "../section.hpp"
#include "../words.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<HtmlColumn, 4> kColumns = {{{"Name"}, {"E-mail"}, {"Administers as"}, {"Can sign in"}}};

/// `Global admin until 3 Jan 2027, Account admin`.
std::string roles_of(const ops::Administrator& admin) {
  std::string words;
  for (const auto& one : admin.assignments) {
    words += (words.empty() ? "" : ", ") + std::string(one.role.role().name);
    if (one.location) words += " at " + one.location->partner_id.text();
    if (one.expires_at) words += " until " + day_words(*one.expires_at);
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
    table.add({admin.user.record.name.text(), admin.user.record.email.text(), roles_of(admin),
               admin.can_sign_in ? "yes" : "no"});
  return html + table.scrolling() + all_by(material, admins.shown.size(), admins.count, "admins list");
}

}  // namespace

constinit const Section kAdminsSection{.id = "admins", .title = "Who administers the organisation", .body = body};

}  // namespace pcadmin::cli
