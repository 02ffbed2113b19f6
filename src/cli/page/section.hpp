#pragma once

#include "html.hpp"

#include "pcadmin/ops/overview.hpp"
#include "pcadmin/ops/unit.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// What the page of the overview consists of. A section is a file of its own in `sections/` and a line in
/// overview_page.cpp.
namespace pcadmin::cli {

/// What sections tell of. One that tells of more than the overview has asks `ops` for it, by the unit.
struct Material {
  const ops::Unit& unit;
  const ops::Overview& overview;
  std::string within;  ///< as `--within` takes it
  std::string as_of;   ///< ` --as-of @12`, behind every command that is named; empty: of now
};

struct Section {
  std::string_view id;
  std::string_view title;
  /// HTML for below the title; empty where there is nothing to tell, and no section is shown.
  std::string (*body)(const Material&);
};

extern const Section kAdminsSection;
extern const Section kRolesSection;
extern const Section kGrowthSection;
extern const Section kEndingSection;
extern const Section kNeverSignedInSection;
extern const Section kDesignationsSection;

/// A plot's figures, folded away: for who cannot see it, and who wants them.
std::string folded(std::string_view title, const HtmlTable& table);

/// Below a table: how many of how many it shows, and the command that lists all. Nothing where there
/// are none.
std::string all_by(const Material& material, std::size_t shown, std::int64_t count, std::string_view command);

}  // namespace pcadmin::cli
