#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kLocationAdd;
extern const Command kLocationShow;
extern const Command kLocationList;
extern const Command kLocationEdit;
extern const Command kLocationClose;
extern const Command kLocationReopen;
extern const Command kLocationDelete;
extern const Noun kLocationNoun;
}  // namespace pcadmin::cli
