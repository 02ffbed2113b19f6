#pragma once

#include "pcadmin/domain/designation.hpp"
#include "pcadmin/domain/designation_standing.hpp"
#include "pcadmin/domain/designation_ways.hpp"
#include "pcadmin/ops/unit.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Designations: what each needs, and how the organisation stands. What comes with pcadmin is handed in as `shipped`;
/// what an administrator has put down under the same name goes before it.
namespace pcadmin::ops {

using ShippedDesignations = std::span<const domain::Designation>;

struct KnownDesignation {
  domain::Designation designation;
  bool own;  ///< put down by the organisation
};

/// What is shipped in its order, then the organisation's own by name. For whoever is signed in.
std::vector<KnownDesignation> list_designations(const Unit& unit, ShippedDesignations shipped);
/// Throws `unknown-designation`, kind not_found.
KnownDesignation show_designation(const Unit& unit, ShippedDesignations shipped, const domain::RequirementName& name);

struct DefinedDesignation {
  domain::Designation designation;
  bool changed;
};
/// Puts down all of them, whatever there was under their names. Takes the right to keep designations; throws
/// `not-allowed`.
std::vector<DefinedDesignation> define_designations(Unit& unit, const std::vector<domain::Designation>& wanted);

struct DesignationReset {
  std::optional<domain::Designation> left;  ///< as it is shipped; nullopt: there is none any more
  bool changed;
};
/// Takes away what the organisation has put down under a name. Throws `not-allowed`, `unknown-designation`.
DesignationReset reset_designation(Unit& unit, ShippedDesignations shipped, const domain::RequirementName& name);

/// How the organisation stands with one.
struct DesignationStatus {
  KnownDesignation known;
  domain::DesignationStanding now;
  domain::DesignationStanding later;  ///< in three months, by what will have lapsed and nothing else
  domain::Day later_on;
  std::vector<domain::Way> ways{};
};
/// Whether the operator has the right to see that: the one to see skills, by a role for the whole organisation.
bool may_see_designation_status(const Unit& unit);
/// Of all, in the order of the list. Throws `not-allowed`.
std::vector<DesignationStatus> list_designation_status(const Unit& unit, ShippedDesignations shipped);
/// Of one. Throws `not-allowed`, `unknown-designation`.
DesignationStatus show_designation_status(const Unit& unit, ShippedDesignations shipped,
                                          const domain::RequirementName& name);

struct Contributor {
  std::string name;
  std::string email;
};
/// Everybody whom the status of today names. For whoever was given that status.
std::map<domain::UserId, Contributor> people_of(const Unit& unit, const DesignationStatus& status);

/// A designation with which the organisation stands worse than before.
struct FallenDesignation {
  domain::RequirementName name;
  domain::RequirementTitle title;
  domain::Standing before;
  domain::Standing after;
  domain::Points points_before;
  domain::Points points_after;
  std::optional<domain::Points> needs;
};

/// Says what an act, done between its making and `fallen`, does to the organisation's designations. Takes no right: it
/// names nobody. Where nobody has passed anything there is nothing an act on people could change, and nothing is
/// computed.
class DesignationWatch {
 public:
  DesignationWatch(const Unit& unit, ShippedDesignations shipped);
  /// In the order of the list.
  std::vector<FallenDesignation> fallen(const Unit& unit) const;

 private:
  struct Watched {
    domain::Designation designation;
    domain::DesignationStanding before;
  };
  std::vector<Watched> watched_{};
};

}  // namespace pcadmin::ops
