#include "columns.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <tuple>

namespace pcadmin::cli {

Row location_values(const domain::Location& location) {
  const auto& [address, contact] = std::tie(location.address, location.contact);
  return make_row(location.id.text(), location.name.text(), location.country.text(), location.parent.text(),
                  std::string(kLocationStates.at(location.closed_at ? 1 : 0)), time_or_nothing(location.closed_at),
                  value_of(location.legal_name), value_of(address.line1), value_of(address.line2),
                  value_of(address.city), value_of(address.state_or_province), value_of(address.postal_code),
                  value_of(contact.given_name), value_of(contact.family_name), value_of(contact.email),
                  value_of(contact.phone));
}

std::string words_of(const domain::Location& location) {
  return fmt::format("{} ({})", location.name.text(), location.id.text());
}

Report closing_report(const std::vector<ops::Closing>& closings, std::string_view done) {
  std::vector<Row> rows;
  std::vector<std::string> changed;
  std::vector<std::string> already;
  for (const auto& closing : closings) {
    rows.push_back(location_values(closing.location));
    (closing.changed ? changed : already).push_back(words_of(closing.location));
  }
  Report report{.changed = !changed.empty(), .undoable = true};
  const auto state = kLocationStates.at(closings.front().location.closed_at ? 1 : 0);
  report.said = changed.empty() ? fmt::format("{} {} {} already; nothing was changed", join_words(already),
                                              already.size() == 1 ? "is" : "are", state)
                                : fmt::format("{} {}", done, join_words(changed));
  report.body = ListBody{"locations", kLocationColumns, all_of(std::move(rows)), true};
  return report;
}

std::vector<std::string> location_warnings(const ops::LocationChange& change) {
  std::vector<std::string> warnings;
  if (!change.changed) return warnings;
  if (!change.location.id.usual()) warnings.emplace_back("the Partner ID is unusual: most have 7 digits");
  if (!change.parent_known) {
    warnings.push_back(fmt::format("it belongs to {}, which is neither the organisation nor a location here",
                                   change.location.parent.text()));
  }
  if (change.namesake) {
    warnings.push_back(
        fmt::format("{} has that name too: the programme refuses a second one", change.namesake->text()));
  }
  const auto& phone = change.location.contact.phone;
  if (phone && phone != change.before.contact.phone && !domain::fits_portal(*phone)) {
    warnings.push_back(
        fmt::format("the vendor's form does not take {}: it has room for 10 digits and nothing else", phone->text()));
  }
  return warnings;
}

}  // namespace pcadmin::cli
