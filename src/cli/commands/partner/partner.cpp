#include "partner.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 8> kVerbs = {&kPartnerList,      &kPartnerShow,        &kPartnerRequest,
                                                  &kPartnerApprove,   &kPartnerDeny,        &kPartnerInvite,
                                                  &kPartnerAssociate, &kPartnerDisassociate};
}

constinit const Noun kPartnerNoun{"partner", "Tie people's accounts to the organisation's Partner ID", kVerbs};

}  // namespace pcadmin::cli
