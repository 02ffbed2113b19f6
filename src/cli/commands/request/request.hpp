#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kRequestAdd;
extern const Command kRequestList;
extern const Command kRequestShow;
extern const Command kRequestApprove;
extern const Command kRequestDeny;
extern const Command kRequestWithdraw;
extern const Noun kRequestNoun;
}  // namespace pcadmin::cli
