#include "audit.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 4> kVerbs = {&kAuditList, &kAuditShow, &kAuditVerify, &kAuditHead};
}

constinit const Noun kAuditNoun{"audit", "Read the history, and prove that it is whole", kVerbs};

}  // namespace pcadmin::cli
