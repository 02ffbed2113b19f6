#include "designation_impact.hpp"

#include "pcadmin/interchange/designation_file.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {

namespace {

std::string sentence(const ops::FallenDesignation& one) {
  const auto points =
      one.points_before == one.points_after
          ? ""
          : fmt::format(", with {} points where there were {}", one.points_after.text(), one.points_before.text());
  const bool below = one.after == domain::Standing::below;
  return fmt::format("the designation {} {}{}{}: pcadmin designation status {}", one.name.text(),
                     below ? "falls below what it needs" : "is no longer certain", points,
                     one.needs && !points.empty() ? " and it needs " + one.needs->text() : "", one.name.text());
}

}  // namespace

DesignationImpact::DesignationImpact(const ops::Unit& unit) : watch_(unit, interchange::shipped_designations()) {}

void DesignationImpact::warn(Report& report, const ops::Unit& unit) const {
  for (const auto& one : watch_.fallen(unit)) report.warnings.push_back(sentence(one));
}

}  // namespace pcadmin::cli
