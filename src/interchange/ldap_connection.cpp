#include "interchange/ldap_connection.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <ldap.h>
#include <sys/time.h>
#include <utility>

namespace pcadmin::interchange {

namespace {

constexpr ber_int_t kPageSize = 500;

[[noreturn]] void refuse(std::string code, std::string message, std::string hint) {
  throw Error(
      {.code = std::move(code), .kind = FailureKind::invalid, .message = std::move(message), .hint = std::move(hint)});
}

/// What libldap hands out and wants back.
struct FreeMemory {
  void operator()(char* text) const { ldap_memfree(text); }
};
struct FreeBer {
  void operator()(BerElement* ber) const { ber_free(ber, 0); }
};
struct FreeControl {
  void operator()(LDAPControl* control) const { ldap_control_free(control); }
};
struct FreeControls {
  void operator()(LDAPControl** controls) const { ldap_controls_free(controls); }
};
struct FreeReferences {
  void operator()(char** references) const { ldap_memvfree(reinterpret_cast<void**>(references)); }
};
struct FreeValues {
  void operator()(berval** values) const { ldap_value_free_len(values); }
};

std::vector<std::string> texts_of(char** list) {
  std::vector<std::string> texts;
  for (auto* const* one = list; one != nullptr && *one != nullptr; ++one) texts.emplace_back(*one);
  return texts;
}

/// Its distinguished name and its values. A name with options (`cn;lang-de`) is the name and the fact.
void take_values(DirectoryRecord& record, std::string_view described, berval** values) {
  const auto options = described.find(';');
  const std::string name(described.substr(0, options));
  const auto key = to_ascii_lower(name);
  for (auto* const* value = values; value != nullptr && *value != nullptr; ++value)
    record.take(key, {.line = 0,
                      .name = name,
                      .has_options = options != std::string_view::npos,
                      .bytes = std::string((*value)->bv_val, (*value)->bv_len)});
}

}  // namespace

void UnbindLdap::operator()(ldap* handle) const { ldap_unbind_ext_s(handle, nullptr, nullptr); }
void FreeMessage::operator()(ldapmsg* message) const { ldap_msgfree(message); }

LdapConnection::LdapConnection(const LdapQuery& query) : query_(query) {
  LDAP* handle = nullptr;
  if (const int code = ldap_initialize(&handle, query.url.text().c_str()); code != LDAP_SUCCESS)
    refuse("directory-unreachable", fmt::format("{}: {}", query.url.text(), ldap_err2string(code)),
           "look whether the address is right");
  handle_.reset(handle);
  set_options();
  encrypt();
  sign_in();
}

void LdapConnection::set_option(int option, const void* value) {
  if (ldap_set_option(handle_.get(), option, value) != LDAP_OPT_SUCCESS)
    refuse("directory-not-trusted", fmt::format("the connection cannot be made safe (option {})", option),
           "look whether --ca names a file of certificates (PEM)");
}

/// All of them: what a file of the machine or of the user says for other programs (ldap.conf) must not weaken anything.
void LdapConnection::set_options() {
  constexpr int kVersion = LDAP_VERSION3;
  constexpr int kDemand = LDAP_OPT_X_TLS_DEMAND;
  constexpr int kTls12 = LDAP_OPT_X_TLS_PROTOCOL_TLS1_2;
  constexpr int kNoDereference = LDAP_DEREF_NEVER;
  constexpr int kNoLimit = 0;
  constexpr int kClient = 0;
  const timeval patience{.tv_sec = query_.patience.count(), .tv_usec = 0};
  set_option(LDAP_OPT_PROTOCOL_VERSION, &kVersion);
  set_option(LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
  set_option(LDAP_OPT_DEREF, &kNoDereference);
  set_option(LDAP_OPT_SIZELIMIT, &kNoLimit);
  set_option(LDAP_OPT_TIMELIMIT, &kNoLimit);
  set_option(LDAP_OPT_NETWORK_TIMEOUT, &patience);
  set_option(LDAP_OPT_TIMEOUT, &patience);
  set_option(LDAP_OPT_X_TLS_CACERTFILE, query_.authorities.c_str());
  set_option(LDAP_OPT_X_TLS_CACERTDIR, nullptr);
  set_option(LDAP_OPT_X_TLS_REQUIRE_CERT, &kDemand);
  set_option(LDAP_OPT_X_TLS_REQUIRE_SAN, &kDemand);
  set_option(LDAP_OPT_X_TLS_PROTOCOL_MIN, &kTls12);
  set_option(LDAP_OPT_X_TLS_NEWCTX, &kClient);
}

void LdapConnection::encrypt() {
  const int code =
      query_.url.begins_with_tls() ? ldap_connect(handle_.get()) : ldap_start_tls_s(handle_.get(), nullptr, nullptr);
  if (code == LDAP_SUCCESS && ldap_tls_inplace(handle_.get()) != 0) return;
  if (code == LDAP_SERVER_DOWN && diagnosis().empty())
    refuse("directory-unreachable", fmt::format("nobody answers at {}", query_.url.text()),
           "look whether the server runs and the address and port are right");
  refuse("directory-not-trusted",
         fmt::format("no trusted connection to {}: {}{}", query_.url.text(), ldap_err2string(code), diagnosis()),
         "the server's certificate must be for that very name, be valid today and come from an authority of --ca; and "
         "the server must offer TLS");
}

void LdapConnection::sign_in() {
  // No password at all would be taken for an anonymous sign-in, and succeed.
  if (!query_.bind_dn.empty() && (query_.password == nullptr || query_.password->empty()))
    refuse("directory-sign-in", "the password is empty", "give the one of " + query_.bind_dn);
  const auto secret = query_.bind_dn.empty() ? std::string_view() : query_.password->reveal();
  berval credentials{.bv_len = secret.size(), .bv_val = const_cast<char*>(secret.data())};
  const char* const name = query_.bind_dn.empty() ? nullptr : query_.bind_dn.c_str();
  const int code = ldap_sasl_bind_s(handle_.get(), name, LDAP_SASL_SIMPLE, &credentials, nullptr, nullptr, nullptr);
  if (code == LDAP_SUCCESS) return;
  refuse("directory-sign-in",
         fmt::format("{} lets {} not in: {}{}", query_.url.text(),
                     query_.bind_dn.empty() ? "anybody without a name" : query_.bind_dn, ldap_err2string(code),
                     diagnosis()),
         "look at --bind-dn and its password");
}

void LdapConnection::search(const Listener& listener) {
  std::string cookie;
  do {
    cookie = search_page(cookie, listener);
  } while (!cookie.empty());
}

std::string LdapConnection::search_page(const std::string& cookie, const Listener& listener) {
  berval bytes{.bv_len = cookie.size(), .bv_val = const_cast<char*>(cookie.data())};
  LDAPControl* made = nullptr;
  if (ldap_create_page_control(handle_.get(), kPageSize, cookie.empty() ? nullptr : &bytes, 0, &made) != LDAP_SUCCESS)
    throw std::bad_alloc();
  const std::unique_ptr<LDAPControl, FreeControl> page(made);
  std::array<LDAPControl*, 2> controls = {page.get(), nullptr};
  std::vector<char*> wanted;
  for (const auto& name : DirectoryRecord::attributes()) wanted.push_back(const_cast<char*>(name.c_str()));
  wanted.push_back(nullptr);
  constexpr const char* kPeopleAndGroups =
      "(|(objectClass=person)(objectClass=group)(objectClass=groupOfNames)(objectClass=groupOfUniqueNames))";
  const char* const filter = query_.filter.empty() ? kPeopleAndGroups : query_.filter.c_str();
  int request = 0;
  const int code = ldap_search_ext(handle_.get(), query_.base.c_str(), LDAP_SCOPE_SUBTREE, filter, wanted.data(), 0,
                                   controls.data(), nullptr, nullptr, LDAP_NO_LIMIT, &request);
  if (code != LDAP_SUCCESS)
    refuse("directory-search", fmt::format("the search cannot begin: {}", ldap_err2string(code)),
           "look at --base and --where");
  while (true) {
    auto message = next(request, listener);
    switch (ldap_msgtype(message.get())) {
      case LDAP_RES_SEARCH_ENTRY:
        listener.entry(record_of(message.get()));
        break;
      case LDAP_RES_SEARCH_REFERENCE:
        listener.reference(references_of(message.get()));
        break;
      case LDAP_RES_SEARCH_RESULT:
        return finish(std::move(message));
      default:
        break;
    }
  }
}

LdapMessage LdapConnection::next(int request, const Listener& listener) {
  const auto until = std::chrono::steady_clock::now() + query_.patience;
  while (true) {
    listener.waiting();
    timeval second{.tv_sec = 1, .tv_usec = 0};
    LDAPMessage* message = nullptr;
    const int type = ldap_result(handle_.get(), request, LDAP_MSG_ONE, &second, &message);
    if (type > 0) return LdapMessage(message);
    if (type < 0)
      refuse("directory-broke-off", fmt::format("the connection to {} ended in the middle", query_.url.text()),
             "nothing was changed; try again when the server is back");
    if (std::chrono::steady_clock::now() > until)
      refuse("directory-broke-off",
             fmt::format("{} has said nothing for {} seconds", query_.url.text(), query_.patience.count()),
             "nothing was changed; try again when the server is well");
  }
}

DirectoryRecord LdapConnection::record_of(ldapmsg* entry) {
  const std::unique_ptr<char, FreeMemory> dn(ldap_get_dn(handle_.get(), entry));
  DirectoryRecord record(0, dn ? dn.get() : "");
  BerElement* position = nullptr;
  std::unique_ptr<char, FreeMemory> name(ldap_first_attribute(handle_.get(), entry, &position));
  const std::unique_ptr<BerElement, FreeBer> ber(position);
  for (; name; name.reset(ldap_next_attribute(handle_.get(), entry, ber.get()))) {
    const std::unique_ptr<berval*, FreeValues> values(ldap_get_values_len(handle_.get(), entry, name.get()));
    take_values(record, name.get(), values.get());
  }
  return record;
}

std::vector<std::string> LdapConnection::references_of(ldapmsg* reference) {
  char** list = nullptr;
  ldap_parse_reference(handle_.get(), reference, &list, nullptr, 0);
  const std::unique_ptr<char*, FreeReferences> owned(list);
  return texts_of(list);
}

std::string LdapConnection::finish(LdapMessage result) {
  int code = 0;
  char* text = nullptr;
  char** list = nullptr;
  LDAPControl** controls = nullptr;
  ldap_parse_result(handle_.get(), result.get(), &code, nullptr, &text, &list, &controls, 0);
  const std::unique_ptr<char, FreeMemory> said(text);
  const std::unique_ptr<char*, FreeReferences> referred(list);
  const std::unique_ptr<LDAPControl*, FreeControls> answered(controls);
  if (code == LDAP_REFERRAL)
    refuse("directory-search",
           fmt::format("{} has not what is below {}, and names {}", query_.url.text(), query_.base,
                       join_words(texts_of(list))),
           "other servers are not followed to: ask that one itself");
  if (code != LDAP_SUCCESS) {
    const std::string detail = said && *said.get() != '\0' ? fmt::format(" ({})", said.get()) : "";
    refuse("directory-search",
           fmt::format("the search below {} failed: {}{}", query_.base, ldap_err2string(code), detail),
           code == LDAP_SIZELIMIT_EXCEEDED ? "the server gives no more than so many: let it allow paged results"
                                           : "look at --base, --where and what --bind-dn may see");
  }
  const auto* const page = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, nullptr);
  if (page == nullptr) return {};
  ber_int_t estimate = 0;
  berval cookie{.bv_len = 0, .bv_val = nullptr};
  if (ldap_parse_pageresponse_control(handle_.get(), const_cast<LDAPControl*>(page), &estimate, &cookie) !=
      LDAP_SUCCESS)
    refuse("directory-search", "the server's answer about pages cannot be understood", "report it to who runs it");
  const std::unique_ptr<char, FreeMemory> bytes(cookie.bv_val);
  return cookie.bv_len == 0 ? std::string() : std::string(cookie.bv_val, cookie.bv_len);
}

/// What the library has to say besides, in brackets; empty: nothing.
std::string LdapConnection::diagnosis() const {
  char* text = nullptr;
  ldap_get_option(handle_.get(), LDAP_OPT_DIAGNOSTIC_MESSAGE, &text);
  const std::unique_ptr<char, FreeMemory> said(text);
  return said && *said.get() != '\0' ? fmt::format(" {}", said.get()) : std::string();
}

}  // namespace pcadmin::interchange
