#include "credential.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 2> kVerbs = {&kCredentialList, &kCredentialReissue};
}

constinit const Noun kCredentialNoun{"credential", "See who has not used a temporary password yet, and make new ones",
                                     kVerbs};

}  // namespace pcadmin::cli
