#include "columns.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {

Row org_values(const ops::OrganizationDetails& details) {
  const auto& [name, partner_id, legal_name, address, country, contact_id] = details.record;
  const auto& contact = details.contact;
  return make_row(partner_id.text(), name.text(), value_of(legal_name), value_of(address.line1),
                  value_of(address.line2), value_of(address.city), value_of(address.state_or_province),
                  value_of(address.postal_code), value_of(country),
                  contact ? Value(contact->record.email.text()) : Value(),
                  contact ? Value(contact->record.name.text()) : Value(), details.domains, details.locations);
}

std::vector<std::string> org_warnings(const ops::OrganizationDetails& details) {
  std::vector<std::string> warnings;
  if (!details.record.partner_id.usual()) warnings.emplace_back("the Partner ID is unusual: most have 7 digits");
  if (details.contact && details.contact->record.state != domain::UserState::active) {
    warnings.push_back(fmt::format("the account of the primary contact, {}, is disabled: is the mail read?",
                                   details.contact->record.email.text()));
  }
  return warnings;
}

}  // namespace pcadmin::cli
