#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kPartnerRequest;
extern const Command kPartnerList;
extern const Command kPartnerShow;
extern const Command kPartnerApprove;
extern const Command kPartnerDeny;
extern const Command kPartnerAssociate;
extern const Command kPartnerInvite;
extern const Command kPartnerDisassociate;
extern const Noun kPartnerNoun;
}  // namespace pcadmin::cli
