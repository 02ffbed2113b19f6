#include "request.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 6> kVerbs = {&kRequestAdd,     &kRequestList, &kRequestShow,
                                                  &kRequestApprove, &kRequestDeny, &kRequestWithdraw};
}

constinit const Noun kRequestNoun{"request", "Ask for a role, and decide on what others ask for", kVerbs};

}  // namespace pcadmin::cli
