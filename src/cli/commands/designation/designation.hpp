#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kDesignationList;
extern const Command kDesignationShow;
extern const Command kDesignationStatus;
extern const Command kDesignationDefine;
extern const Command kDesignationReset;
extern const Noun kDesignationNoun;
}  // namespace pcadmin::cli
