#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/interchange/policy_file.hpp"
#include "pcadmin/ops/checks.hpp"

#include <string>
#include <string_view>
#include <vector>

/// How the checks of a policy appear to programs that run tests.
namespace pcadmin::cli {

struct Checked {
  interchange::PolicyCheck check;
  ops::Judgement judgement;

  bool failed() const { return !judgement.holds && check.severity == interchange::Severity::error; }
  /// `ok`, `failed`, or `warning` for what does not hold and is no more than that.
  std::string_view result() const { return judgement.holds ? "ok" : failed() ? "failed" : "warning"; }
};

/// TAP 14, with a YAML block behind what does not hold. A warning is `not ok … # TODO a warning only`, which fails no
/// run.
std::string to_tap(const std::vector<Checked>& all);

/// JUnit XML: one suite, a testcase a check. A warning is a skipped one, which fails no run; who, and what would
/// help, stand in its system-out.
std::string to_junit(const std::vector<Checked>& all, Time at);

}  // namespace pcadmin::cli
