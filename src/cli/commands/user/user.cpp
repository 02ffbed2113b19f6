#include "user.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 14> kVerbs = {
    &kUserAdd,     &kUserShow,  &kUserList,     &kUserEdit,   &kUserDisable, &kUserEnable, &kUserDelete,
    &kUserRestore, &kUserPurge, &kUserOffboard, &kUserUnlock, &kUserExists,  &kUserImport, &kUserHistory};
}

constinit const Noun kUserNoun{"user", "Add people, find and edit them, see them through to the day they leave",
                               kVerbs};

}  // namespace pcadmin::cli
