#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/secret.hpp"
#include "pcadmin/domain/directory.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

/// A directory as a server gives it (LDAP, RFC 4511).
namespace pcadmin::interchange {

/// Where a server is: `ldaps://HOST[:PORT]`, or `ldap://HOST[:PORT]`, which begins with StartTLS and goes no further
/// without. Nothing is ever asked or told over a connection that is not encrypted.
class LdapUrl {
 public:
  /// Fails with code `invalid-ldap-url`, kind `invalid`: other schemes, and whatever stands behind the port.
  static Result<LdapUrl> parse(std::string_view text);
  const std::string& text() const { return text_; }
  bool begins_with_tls() const { return text_.starts_with("ldaps:"); }

 private:
  explicit LdapUrl(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// How to ask a server.
struct LdapQuery {
  LdapUrl url;
  std::string base;         ///< the distinguished name below which people and groups are
  std::string filter;       ///< RFC 4515; empty: people and groups
  std::string authorities;  ///< a file of certificates, PEM; the server's must come from one of them
  std::string bind_dn;      ///< empty: anonymous
  const Secret* password = nullptr;
  std::chrono::seconds patience{30};  ///< with a server that says nothing
};

/// Reads people and groups, page by page; see `DirectoryRecord`. References to other servers are named in the notes and
/// not followed. `each` is called before every entry, and about every second while there is none; it may throw.
///
/// Throws `Error`, kind `invalid`: `directory-unreachable`; `directory-not-trusted` where there is no TLS or the
/// certificate does not say what it must; `directory-sign-in`; `directory-search`, also where a limit of the server cut
/// it short; `directory-broke-off` where the connection ended or fell silent. Nothing that was read by then is given
/// back: what is missing would look as if it had gone.
domain::Directory read_directory_ldap(const LdapQuery& query, const std::function<void()>& each);

}  // namespace pcadmin::interchange
