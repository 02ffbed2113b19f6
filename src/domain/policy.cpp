#include "pcadmin/domain/policy.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/authority.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace pcadmin::domain {

namespace {

std::vector<std::string> ids_of(const std::vector<RoleId>& roles) {
  std::vector<std::string> ids;
  std::ranges::transform(roles, std::back_inserter(ids), [](RoleId role) { return std::string(role.text()); });
  return ids;
}

std::string text_of(const SubsetOf& says) {
  std::vector<std::string> people;
  std::ranges::transform(says.allowed, std::back_inserter(people), &UserRef::text);
  return fmt::format("{} is a subset of {{{}}}", says.role.text(), fmt::join(people, ", "));
}

std::string text_of(const HowMany& says) {
  return fmt::format("at {} {} {}{}", says.bound == Bound::at_least ? "least" : "most", says.number, says.role.text(),
                     says.ahead ? fmt::format(" {} from now", says.ahead->text()) : "");
}

std::string text_of(const NobodyHolds& says) {
  auto text = "nobody holds " + fmt::format("{}", fmt::join(ids_of(says.roles), " and "));
  for (const auto& waiver : says.waivers)
    text += fmt::format("{} {} until {}", &waiver == &says.waivers.front() ? " except" : ",", waiver.who.text(),
                        until_text(waiver.end));
  return text;
}

std::string text_of(const NoPermanent& says) { return "no permanent assignment of " + says.of.text(); }

std::string text_of(const HaveReason& says) { return fmt::format("everyone with {} has a reason", says.with.text()); }

}  // namespace

std::vector<RoleId> RoleChoice::roles() const {
  if (!privileged) return named;
  std::vector<RoleId> granters;
  std::ranges::copy_if(Catalogue::role_ids(), std::back_inserter(granters),
                       [](RoleId role) { return may({role}, Act::grant_roles); });
  return granters;
}

std::string RoleChoice::text() const {
  return privileged ? "privileged roles" : fmt::format("{}", fmt::join(ids_of(named), ", "));
}

std::string to_text(const Assertion& assertion) {
  return std::visit([](const auto& says) { return text_of(says); }, assertion);
}

std::string to_text(const NobodyHolds& rule) { return text_of(rule); }

std::string to_text(const std::vector<NobodyHolds>& rules) {
  std::vector<std::string> sentences;
  for (const auto& rule : rules) sentences.push_back(text_of(rule));
  return fmt::format("{}", fmt::join(sentences, "; "));
}

std::string until_text(Time end) {
  const auto day = std::chrono::floor<std::chrono::days>(end);
  constexpr std::size_t kDate = 10;
  return day == end ? to_rfc3339(end - std::chrono::days(1)).substr(0, kDate) : to_rfc3339(end);
}

std::string role_words(const std::vector<RoleId>& roles) { return join_words(ids_of(roles)); }

}  // namespace pcadmin::domain
