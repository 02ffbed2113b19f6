#include "user.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 4> kVerbs = {&kUserAdd, &kUserShow, &kUserList, &kUserImport};
}

constinit const Noun kUserNoun{"user", "Add people, find them, import them from a file", kVerbs};

}  // namespace pcadmin::cli
