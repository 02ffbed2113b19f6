#include "user.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 8> kVerbs = {&kUserAdd,     &kUserShow,   &kUserList,   &kUserEdit,
                                                  &kUserDisable, &kUserEnable, &kUserExists, &kUserImport};
}

constinit const Noun kUserNoun{"user", "Add people, find, edit and disable them, import them from a file", kVerbs};

}  // namespace pcadmin::cli
