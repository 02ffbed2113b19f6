#pragma once

#include "pcadmin/interchange/directory_ldap.hpp"
#include "pcadmin/interchange/directory_record.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

struct ldap;
struct ldapmsg;

namespace pcadmin::interchange {

struct UnbindLdap {
  void operator()(ldap* handle) const;
};
struct FreeMessage {
  void operator()(ldapmsg* message) const;
};
using LdapMessage = std::unique_ptr<ldapmsg, FreeMessage>;

/// An encrypted connection to a server, signed in. See `read_directory_ldap` for what everything throws.
class LdapConnection {
 public:
  explicit LdapConnection(const LdapQuery& query);

  /// Told of every entry, of the addresses of every reference, and again and again while nothing comes.
  struct Listener {
    std::function<void(const DirectoryRecord&)> entry;
    std::function<void(const std::vector<std::string>&)> reference;
    std::function<void()> waiting;
  };
  /// Searches the whole tree below the base, page by page.
  void search(const Listener& listener);

 private:
  void set_options();
  void set_option(int option, const void* value);
  void encrypt();
  void sign_in();
  /// Asks for the page behind `cookie`, and gives back that of the next; empty: there is none.
  std::string search_page(const std::string& cookie, const Listener& listener);
  LdapMessage next(int request, const Listener& listener);
  DirectoryRecord record_of(ldapmsg* entry);
  std::vector<std::string> references_of(ldapmsg* reference);
  std::string finish(LdapMessage result);
  std::string diagnosis() const;

  const LdapQuery& query_;
  std::unique_ptr<ldap, UnbindLdap> handle_;
};

}  // namespace pcadmin::interchange
