#include "interchange/writers.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace pcadmin::interchange {
namespace {

/// RFC 2849, SAFE-STRING; a blank at the end is encoded too, as note 8 asks.
bool is_safe(std::string_view value) {
  constexpr std::string_view kUnsafeFirst = " :<";
  if (value.empty()) return true;
  if (kUnsafeFirst.find(value.front()) != std::string_view::npos || value.back() == ' ') return false;
  return std::ranges::all_of(value, [](char c) { return c >= ' ' && c < '\x7f'; });
}

std::string base64(std::string_view value) {
  std::string text(sodium_base64_ENCODED_LEN(value.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(value.data()), value.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.resize(text.find('\0'));
  return text;
}

/// What is empty is not there.
void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out += name;
  if (is_safe(value)) {
    out += ": ";
    out += value;
  } else {
    out += ":: ";
    out += base64(value);
  }
  out += '\n';
}

class LdifWriter final : public PeopleWriter {
 public:
  void begin(std::string& out) override { out += "version: 1\n"; }
  void person(std::string& out, const domain::PersonTexts& person) override {
    fmt::format_to(std::back_inserter(out),
                   "\ndn: uid=usr_{0},ou=people\nobjectClass: top\nobjectClass: person\nobjectClass: "
                   "organizationalPerson\nobjectClass: inetOrgPerson\nuid: usr_{0}\n",
                   person.id);
    append_attribute(out, "cn", person.name);
    append_attribute(out, "displayName", person.name);
    append_attribute(out, "mail", person.email);
    append_attribute(out, "givenName", person.given_name);
    append_attribute(out, "sn", person.family_name);
    append_attribute(out, "title", person.job_title);
    append_attribute(out, "departmentNumber", person.department);
    append_attribute(out, "telephoneNumber", person.phone);
    append_attribute(out, "c", person.usage_location);
    append_attribute(out, "userAccountControl", person.state == "disabled" ? "514" : "512");
  }
  void end(std::string& /*out*/) override {}
};

}  // namespace

std::unique_ptr<PeopleWriter> write_people_ldif() { return std::make_unique<LdifWriter>(); }

}  // namespace pcadmin::interchange
