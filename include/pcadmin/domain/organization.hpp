#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/address.hpp"
#include "pcadmin/domain/user.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace pcadmin::domain {

/// The organisation's id in the partner programme (formerly MPN ID): 4 to 10 digits, not beginning with 0, kept as
/// text. No published source states its form; examples have seven digits.
class PartnerId {
 public:
  /// Fails with code `invalid-partner-id`, kind `invalid`.
  static Result<PartnerId> parse(std::string_view text);
  const std::string& text() const { return text_; }
  /// Whether it has the seven digits of every published example; others deserve a warning.
  bool usual() const { return text_.size() == 7; }
  friend bool operator==(const PartnerId&, const PartnerId&) = default;

 private:
  explicit PartnerId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

struct Organization {
  OrganizationName name;
  PartnerId partner_id;
  std::optional<LegalName> legal_name{};
  Address address{};  ///< of the legal entity
  std::optional<Country> country{};
  std::optional<UserId> contact{};  ///< who gets the programme's mail about the organisation

  friend bool operator==(const Organization&, const Organization&) = default;
};

}  // namespace pcadmin::domain
