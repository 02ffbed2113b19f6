#include "pcadmin/domain/association.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pcadmin::domain {
namespace {

constexpr std::size_t kQuoted = 60;

constexpr std::array<std::pair<AssociationState, std::string_view>, 4> kStates = {
    {{AssociationState::invited, "invited"},
     {AssociationState::requested, "requested"},
     {AssociationState::associated, "associated"},
     {AssociationState::ended, "ended"}}};

constexpr std::array<std::pair<AssociationWay, std::string_view>, 7> kWays = {
    {{AssociationWay::account, "account"},
     {AssociationWay::domain, "domain"},
     {AssociationWay::invitation, "invitation"},
     {AssociationWay::admin, "admin"},
     {AssociationWay::person, "self"},
     {AssociationWay::denied, "denied"},
     {AssociationWay::offboarded, "offboarded"}}};

template <class Value, std::size_t Size>
const std::pair<Value, std::string_view>* find_word(const std::array<std::pair<Value, std::string_view>, Size>& words,
                                                    std::string_view text) {
  const auto* const found = std::ranges::find(words, text, &std::pair<Value, std::string_view>::second);
  return found == words.end() ? nullptr : found;
}

}  // namespace

std::string_view to_string(AssociationState state) {
  return std::ranges::find(kStates, state, &std::pair<AssociationState, std::string_view>::first)->second;
}

Result<AssociationState> parse_association_state(std::string_view text) {
  if (const auto* const found = find_word(kStates, text)) return found->first;
  return fail({.code = "invalid-association-state",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is no state of an association", shorten(text, kQuoted)),
               .hint = "invited, requested, associated or ended"});
}

std::string_view to_string(AssociationWay way) {
  return std::ranges::find(kWays, way, &std::pair<AssociationWay, std::string_view>::first)->second;
}

Result<AssociationWay> parse_association_way(std::string_view text) {
  if (const auto* const found = find_word(kWays, text)) return found->first;
  return fail({.code = "invalid-association-way",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is no way to an association", shorten(text, kQuoted)),
               .hint = "account, domain, invitation, admin, self, denied or offboarded"});
}

}  // namespace pcadmin::domain
