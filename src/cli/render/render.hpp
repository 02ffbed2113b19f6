#pragma once

#include "../output.hpp"
#include "../report.hpp"

#include "pcadmin/cli/world.hpp"

#include <string>
#include <string_view>

/// How reports and failures look. Only these files write to standard output and standard error.
namespace pcadmin::cli {

/// What the answer of a change carries beside its body.
struct ChangeInfo {
  bool changed;
  std::optional<std::int64_t> number;  ///< nullopt: nothing was changed, or a dry run
  bool dry_run;
};

/// Prints the body on `world.out` and, unless --quiet, what is said on `world.err`.
void render(const Report& report, const std::optional<ChangeInfo>& change, const Output& output, World& world);

/// Prints a failure on `world.err`: its first lines, `error:` and `hint:`, or one line of JSON.
void render_failure(const Failure& failure, const Output& output, World& world);

/// The failure as an object: `code`, `exit`, `message`, `hint` and `details`.
std::string to_json(const Failure& failure);

/// One line on `world.err`, escaped, with `label` in front (`warning`); nothing with --quiet.
void say(std::string_view label, std::string_view text, const Output& output, World& world);

}  // namespace pcadmin::cli
