#pragma once

#include "pcadmin/base/result.hpp"

#include <string>
#include <string_view>

namespace pcadmin::domain {

/// An e-mail address of the one grammar pcadmin accepts:
///
///   local part   dot-atom of RFC 5322 with the UTF-8 atext of RFC 6531: letters, digits and
///                !#$%&'*+/=?^_`{|}~- or any printable non-ASCII letter, in runs joined by single dots;
///                at most 64 bytes (RFC 5321 4.5.3.1.1)
///   domain       a host name with at least one dot, each label at most 63 bytes of letters, digits and
///                inner hyphens; international labels by IDNA 2008 (libidn2, non-transitional)
///   in all       at most 254 bytes (RFC 5321 erratum 1690), counted with the domain in its ASCII form
///
/// Quoted local parts, comments, address literals and a trailing dot are refused.
class Email {
 public:
  /// Fails with code `invalid-email`, kind `invalid`; the message quotes the address and says which part of
  /// the grammar it breaks; the hint says what an address looks like. Surrounding blanks are not forgiven.
  static Result<Email> parse(std::string_view text);

  /// As the person writes it: local part as given in normal form C, domain in lower case and in Unicode.
  const std::string& text() const { return text_; }

  /// What makes two addresses the same: local part by `to_fold_key`, domain in its lower-case ASCII form.
  const std::string& key() const { return key_; }

  /// The domain in its lower-case ASCII form.
  std::string domain() const;

  friend bool operator==(const Email& a, const Email& b) { return a.key_ == b.key_; }

 private:
  Email(std::string text, std::string key) : text_(std::move(text)), key_(std::move(key)) {}
  std::string text_;
  std::string key_;
};

}  // namespace pcadmin::domain
