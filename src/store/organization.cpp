#include "pcadmin/store/organization.hpp"

#include "engine.hpp"
#include "rows.hpp"

namespace pcadmin::store {

domain::Address read_address(const Query& row, int first, std::string_view table, std::int64_t id) {
  return {.line1 = optional_of<domain::AddressLine>(row, first, table, id),
          .line2 = optional_of<domain::AddressLine>(row, first + 1, table, id),
          .city = optional_of<domain::City>(row, first + 2, table, id),
          .state_or_province = optional_of<domain::StateOrProvince>(row, first + 3, table, id),
          .postal_code = optional_of<domain::PostalCode>(row, first + 4, table, id)};
}

void bind_address(Query& query, const domain::Address& address) {
  query.bind(text_of(address.line1)).bind(text_of(address.line2)).bind(text_of(address.city));
  query.bind(text_of(address.state_or_province)).bind(text_of(address.postal_code));
}

domain::Organization get_organization(const Database& db) {
  Query query(db,
              "SELECT name, partner_id, legal_name, address_line1, address_line2, city, state_or_province, "
              "postal_code, country, contact_id FROM organization WHERE id = 1");
  if (!query.step()) throw_bad_row("organization", 1, "it is gone");
  const auto contact = query.optional_integer(9);
  return {.name = stored(domain::OrganizationName::parse(query.text(0)), "organization", 1),
          .partner_id = stored(domain::PartnerId::parse(query.text(1)), "organization", 1),
          .legal_name = optional_of<domain::LegalName>(query, 2, "organization", 1),
          .address = read_address(query, 3, "organization", 1),
          .country = optional_of<domain::Country>(query, 8, "organization", 1),
          .contact = contact ? std::optional(domain::UserId(*contact)) : std::nullopt};
}

std::optional<domain::Country> last_country(const Database& db) {
  Query query(db,
              "SELECT country FROM (SELECT country, since FROM organization UNION ALL SELECT country, since FROM "
              "organization_history) WHERE country IS NOT NULL ORDER BY since DESC LIMIT 1");
  return query.step() ? optional_of<domain::Country>(query, 0, "organization", 1) : std::nullopt;
}

void insert_organization(Database& db, const domain::Organization& organization, ChangeId change) {
  Query(db, "INSERT INTO organization (id, name, partner_id, since) VALUES (1, ?1, ?2, ?3)")
      .bind(organization.name.text())
      .bind(organization.partner_id.text())
      .bind(change.number)
      .run();
  if (organization != domain::Organization{organization.name, organization.partner_id})
    update_organization(db, organization, change);
}

void update_organization(Database& db, const domain::Organization& organization, ChangeId change) {
  Query query(db,
              "UPDATE organization SET name = ?1, partner_id = ?2, legal_name = ?3, address_line1 = ?4, "
              "address_line2 = ?5, city = ?6, state_or_province = ?7, postal_code = ?8, country = ?9, contact_id = "
              "?10, since = ?11 WHERE id = 1");
  query.bind(organization.name.text()).bind(organization.partner_id.text()).bind(text_of(organization.legal_name));
  bind_address(query, organization.address);
  query.bind(text_of(organization.country));
  if (organization.contact)
    query.bind(organization.contact->number());
  else
    query.bind_null();
  query.bind(change.number).run();
}

}  // namespace pcadmin::store
