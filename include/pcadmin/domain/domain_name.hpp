#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/email.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace pcadmin::domain {

/// A domain of e-mail addresses: what may stand behind the @ of an `Email`.
class DomainName {
 public:
  /// Fails with code `invalid-domain`, kind `invalid`. Surrounding blanks and a leading @ are not forgiven.
  static Result<DomainName> parse(std::string_view text);
  static DomainName of(const Email& email);

  /// As people write it: lower case, in Unicode.
  const std::string& text() const { return text_; }
  /// What makes two domains the same: lower case, ASCII form.
  const std::string& key() const { return key_; }
  /// Whether a provider gives its addresses to anybody: gmail, hotmail and yahoo under whatever top-level domain, which
  /// the programme does not take for work addresses.
  bool anybodys() const;

  friend bool operator==(const DomainName& a, const DomainName& b) { return a.key_ == b.key_; }

 private:
  DomainName(std::string text, std::string key) : text_(std::move(text)), key_(std::move(key)) {}
  std::string text_;
  std::string key_;
};

}  // namespace pcadmin::domain
