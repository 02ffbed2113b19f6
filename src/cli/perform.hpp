#pragma once

#include "command.hpp"
#include "report.hpp"

#include "pcadmin/ops/unit.hpp"

namespace pcadmin::cli {

/// One command inside a unit of work, whoever began that: the command alone, or a batch that it is one of. Its rights
/// are asked for and its rules checked; guards are judged, and everything is committed and printed, by whoever began.
/// Throws `Error`.
Report perform(const Command& command, ops::Unit& unit, Context& context, const Answers& answers = {});

}  // namespace pcadmin::cli
