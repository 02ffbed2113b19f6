#pragma once

#include "pcadmin/base/result.hpp"

#include <string_view>

/// Associations: how somebody's account is tied to the organisation's Partner ID.
namespace pcadmin::domain {

enum class AssociationState {
  invited,     ///< an admin has invited the address; whoever has it asks, and is associated
  requested,   ///< asked for, and waits for an admin
  associated,  ///< counts as the organisation's
  ended,       ///< no more
};
std::string_view to_string(AssociationState state);
/// By its exact word. Fails with code `invalid-association-state`, kind invalid.
Result<AssociationState> parse_association_state(std::string_view text);

/// How an association came to its state.
enum class AssociationWay {
  account,     ///< associated by having been made a member: nobody did anything else
  domain,      ///< associated at once on asking, because the address is of the organisation's domain
  invitation,  ///< associated at once on asking, because of an invitation
  admin,       ///< an admin did it
  person,      ///< they did it themselves
  denied,      ///< ended: an admin denied what they asked for
  offboarded,  ///< ended: they have left
};
std::string_view to_string(AssociationWay way);
/// By its exact word. Fails with code `invalid-association-way`, kind invalid.
Result<AssociationWay> parse_association_way(std::string_view text);

}  // namespace pcadmin::domain
