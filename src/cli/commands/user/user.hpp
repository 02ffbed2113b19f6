#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kUserAdd;
extern const Command kUserShow;
extern const Command kUserList;
extern const Command kUserHistory;
extern const Command kUserEdit;
extern const Command kUserDisable;
extern const Command kUserEnable;
extern const Command kUserDelete;
extern const Command kUserRestore;
extern const Command kUserPurge;
extern const Command kUserOffboard;
extern const Command kUserExists;
extern const Command kUserImport;
extern const Command kUserExport;
extern const Command kUserUnlock;
extern const Noun kUserNoun;
}  // namespace pcadmin::cli
