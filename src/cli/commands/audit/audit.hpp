#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kAuditList;
extern const Command kAuditShow;
extern const Command kAuditVerify;
extern const Command kAuditHead;
extern const Command kDiff;
extern const Noun kAuditNoun;
extern const Command kUndo;
}  // namespace pcadmin::cli
