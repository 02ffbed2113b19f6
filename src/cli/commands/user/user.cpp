#include "user.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 15> kVerbs = {
    &kUserAdd,   &kUserShow,     &kUserList,   &kUserEdit,   &kUserDisable, &kUserEnable, &kUserDelete, &kUserRestore,
    &kUserPurge, &kUserOffboard, &kUserUnlock, &kUserExists, &kUserImport,  &kUserExport, &kUserHistory};
}

constinit const Noun kUserNoun{"user", "Add people, find and edit them, see them through to the day they leave",
                               kVerbs};

}  // namespace pcadmin::cli
