#include "pcadmin/interchange/directory_ldap.hpp"

#include "interchange/ldap_connection.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>

namespace pcadmin::interchange {

namespace {

constexpr std::size_t kMostNamed = 5;

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '[' || c == ']' || c == ':';
}

/// `3 references to other servers were not followed: ldap://a, ldap://b`.
std::string note_on_references(std::size_t count, const std::set<std::string>& named) {
  auto note = fmt::format("{} reference{} to other servers {} not followed", count, count == 1 ? "" : "s",
                          count == 1 ? "was" : "were");
  std::string_view before = ": ";
  std::size_t told = 0;
  for (const auto& one : named) {
    if (told++ == kMostNamed) return note + ", and others";
    note += fmt::format("{}{}", before, shorten(escape_controls(one), 100));
    before = ", ";
  }
  return note;
}

}  // namespace

Result<LdapUrl> LdapUrl::parse(std::string_view text) {
  auto url = to_ascii_lower(text);
  std::string_view rest = url;
  const bool known = rest.starts_with("ldap://") || rest.starts_with("ldaps://");
  rest.remove_prefix(known ? rest.find("//") + 2 : rest.size());
  if (rest.ends_with('/')) rest.remove_suffix(1);
  if (!rest.empty() && rest.size() <= 255 && std::ranges::all_of(rest, is_host_character))
    return LdapUrl(url.substr(0, url.size() - (url.ends_with('/') ? 1 : 0)));
  return tl::unexpected(
      Failure{.code = "invalid-ldap-url",
              .kind = FailureKind::invalid,
              .message = fmt::format("\"{}\" is no address of a directory server", shorten(text, 100)),
              .hint = "ldaps://dc1.contoso.example, or ldap://dc1.contoso.example:389, which begins "
                      "with StartTLS; where the search begins is for --base"});
}

domain::Directory read_directory_ldap(const LdapQuery& query, const std::function<void()>& each) {
  LdapConnection connection(query);
  domain::Directory directory;
  std::size_t references = 0;
  std::set<std::string> named;
  connection.search({.entry =
                         [&](const DirectoryRecord& record) {
                           if (record.kind() == DirectoryRecord::Kind::group)
                             directory.groups.push_back(record.group());
                           if (record.kind() != DirectoryRecord::Kind::person) return;
                           if (auto person = record.person())
                             directory.people.push_back(std::move(*person));
                           else
                             directory.faulty.push_back(std::move(person.error()));
                         },
                     .reference =
                         [&](const std::vector<std::string>& urls) {
                           ++references;
                           named.insert(urls.begin(), urls.end());
                         },
                     .waiting = each});
  if (references > 0) directory.notes.push_back(note_on_references(references, named));
  return directory;
}

}  // namespace pcadmin::interchange
