#pragma once

#include "report.hpp"

#include "pcadmin/ops/designations.hpp"

/// What an act on people does to the designations, told as warnings: with --dry-run before it is done.
namespace pcadmin::cli {

/// Made before the act.
class DesignationImpact {
 public:
  explicit DesignationImpact(const ops::Unit& unit);
  /// After the act.
  void warn(Report& report, const ops::Unit& unit) const;

 private:
  ops::DesignationWatch watch_;
};

}  // namespace pcadmin::cli
