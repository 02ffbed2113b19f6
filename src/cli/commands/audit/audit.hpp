#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kAuditList;
extern const Command kAuditShow;
extern const Command kAuditVerify;
extern const Command kAuditHead;
extern const Noun kAuditNoun;
}  // namespace pcadmin::cli
