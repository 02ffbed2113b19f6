#include "designation_impact.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/designation_file.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace pcadmin::cli {

namespace {

/// Of one that was reached.
std::string sentence(const ops::FallenDesignation& one) {
  const auto& name = one.name.text();
  const auto* const falls = one.after == domain::Standing::below ? "falls below what it needs" : "is no longer certain";
  std::string points;
  if (one.points_before != one.points_after) {
    points = fmt::format(": {} points where there were {}", one.points_after.text(), one.points_before.text());
    if (one.needs) points += fmt::format(", and it needs {}", one.needs->text());
  }
  return fmt::format("the designation {} {}{}; see pcadmin designation status {}", name, falls, points, name);
}

/// Of those that might have been reached, by what is not known: pcadmin ships many, and few are anybody's aim.
std::string sentence(const std::vector<std::string>& open) {
  const auto names = join_words(open);
  if (open.size() == 1)
    return fmt::format(
        "the designation {0} was open, and falls below what it needs, whatever is not known; see pcadmin designation "
        "status {0}",
        names);
  return fmt::format(
      "the designations {} were open, and fall below what they need, whatever is not known; see pcadmin designation "
      "status",
      names);
}

}  // namespace

DesignationImpact::DesignationImpact(const ops::Unit& unit) : watch_(unit, interchange::shipped_designations()) {}

void DesignationImpact::warn(Report& report, const ops::Unit& unit) const {
  std::vector<std::string> open;
  for (const auto& one : watch_.fallen(unit)) {
    if (one.before == domain::Standing::reached)
      report.warnings.push_back(sentence(one));
    else
      open.push_back(one.name.text());
  }
  if (!open.empty()) report.warnings.push_back(sentence(open));
}

}  // namespace pcadmin::cli
