#include "../plot.hpp"
#include "../section.hpp"
#include "../words.hpp"

#include "pcadmin/base/relative_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace pcadmin::cli {

namespace {

constexpr std::array<HtmlColumn, 5> kColumns = {{{"Name"}, {"E-mail"}, {"Roles"}, {"Added"}, {"Which was"}}};
constexpr std::array<HtmlColumn, 2> kPlotColumns = {{{"Added"}, {"People", true}}};

/// `since 16 Nov 2026`, `16 Nov 2026 or before`: a span by when it begins, the last one by when it ends.
std::string words_of(const ops::CountedSpan& span, const ops::CountedSpan& last) {
  if (&span == &last) return "before " + day_words(span.until);
  return span.until == Time::max() ? "since " + day_words(span.from)
                                   : day_words(span.from) + " to " + day_words(span.until);
}

std::string figure_of(const ops::NeverSignedIn& never) {
  std::vector<Bar> bars;
  HtmlTable table("Accounts never signed in, by when they were added", kPlotColumns);
  for (const auto& span : never.added) {
    const auto words = words_of(span, never.added.back());
    bars.push_back({"added " + words, span.count});
    table.add({words, grouped(span.count)});
  }
  const auto most = std::ranges::max_element(bars, {}, &Bar::count)->count;
  return "<figure>\n" +
         plot_bars({.id = "never-plot",
                    .title = "Accounts never signed in, by when they were added",
                    .says = fmt::format("{}; {} of them added in the last week.",
                                        counted(never.people.count, "account", "accounts"),
                                        grouped(never.added.front().count))},
                   bars, most) +
         folded("accounts never signed in, by when they were added", table) + "</figure>\n";
}

std::string roles_of(const store::ListedUser& listed) {
  std::string words;
  for (const auto role : listed.roles) words += (words.empty() ? "" : ", ") + std::string(role.role().name);
  return words.empty() ? "none" : words;
}

std::string body(const Material& material) {
  const auto& never = material.overview.never_signed_in;
  if (never.people.count == 0) return "<p>Everybody with an active account has signed in at least once.</p>\n";
  constexpr std::string_view kCommand = "user list --state active --sort created --filter 'last_sign_in is empty'";
  auto html = fmt::format(
                  "<p>{} never been used to sign in. What nobody needs can be disabled: <code>pcadmin user "
                  "disable USER</code></p>\n",
                  counted(never.people.count, "active account has", "active accounts have")) +
              figure_of(never);
  HtmlTable table("Accounts never signed in, those that wait longest first", kColumns);
  for (const auto& listed : never.people.shown) {
    const auto& user = listed.user;
    table.add({user.record.name.text(), user.record.email.text(), roles_of(listed), day_words(user.created_at),
               in_words(user.created_at, material.overview.at)});
  }
  return html + table.scrolling() + all_by(material, never.people.shown.size(), never.people.count, kCommand);
}

}  // namespace

constinit const Section kNeverSignedInSection{
    .id = "never-signed-in", .title = "Accounts never signed in", .body = body};

}  // namespace pcadmin::cli
