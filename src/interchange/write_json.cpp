#include "interchange/writers.hpp"

#include "pcadmin/interchange/json_text.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string_view>
#include <utility>

namespace pcadmin::interchange {
namespace {

/// `"key":"text"`, or null for a text that is empty. `front` is what stands in front, a comma or a bracket.
void append_member(std::string& out, std::string_view front, std::string_view text) {
  out += front;
  text.empty() ? void(out += "null") : append_json_text(out, text);
}

/// The roles as a list, each between `before` and `behind`.
void append_roles(std::string& out, std::string_view roles, std::string_view before, std::string_view behind) {
  out += '[';
  while (!roles.empty()) {
    const auto end = std::min(roles.find(';'), roles.size());
    out += before;
    append_json_text(out, roles.substr(0, end));
    out += behind;
    roles.remove_prefix(std::min(end + 1, roles.size()));
    if (!roles.empty()) out += ',';
  }
  out += ']';
}

std::string_view enabled(const domain::PersonTexts& person) { return person.state == "disabled" ? "false" : "true"; }
std::string_view user_type(const domain::PersonTexts& person) { return person.kind == "guest" ? "Guest" : "Member"; }

void append_pcadmin(std::string& out, const domain::PersonTexts& person) {
  append_member(out, "{\"name\":", person.name);
  append_member(out, ",\"email\":", person.email);
  out += ",\"roles\":";
  append_roles(out, person.roles, "", "");
  append_member(out, ",\"given_name\":", person.given_name);
  append_member(out, ",\"family_name\":", person.family_name);
  append_member(out, ",\"kind\":", person.kind);
  append_member(out, ",\"job_title\":", person.job_title);
  append_member(out, ",\"department\":", person.department);
  append_member(out, ",\"phone\":", person.phone);
  append_member(out, ",\"usage_location\":", person.usage_location);
  append_member(out, ",\"state\":", person.state);
  out += '}';
}

void append_graph(std::string& out, const domain::PersonTexts& person) {
  append_member(out, "{\"displayName\":", person.name);
  append_member(out, ",\"userPrincipalName\":", person.email);
  append_member(out, ",\"mail\":", person.email);
  append_member(out, ",\"givenName\":", person.given_name);
  append_member(out, ",\"surname\":", person.family_name);
  append_member(out, ",\"userType\":", user_type(person));
  append_member(out, ",\"jobTitle\":", person.job_title);
  append_member(out, ",\"department\":", person.department);
  out += ",\"businessPhones\":[";
  if (!person.phone.empty()) append_json_text(out, person.phone);
  out += ']';
  append_member(out, ",\"usageLocation\":", person.usage_location);
  out += ",\"accountEnabled\":";
  out += enabled(person);
  out += '}';
}

/// Of SCIM, what is not there is left out: null takes away what there is (RFC 7643, 2.5).
void append_given(std::string& out, std::string_view front, std::string_view text, std::string_view behind = "") {
  if (text.empty()) return;
  append_member(out, front, text);
  out += behind;
}

void append_scim(std::string& out, const domain::PersonTexts& person) {
  out +=
      "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\","
      "\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\",\"urn:pcadmin:scim:schemas:extension:2.0:User\"]";
  append_member(out, ",\"userName\":", person.email);
  append_member(out, ",\"displayName\":", person.name);
  append_member(out, ",\"name\":{\"formatted\":", person.name);
  append_given(out, ",\"givenName\":", person.given_name);
  append_given(out, ",\"familyName\":", person.family_name);
  append_member(out, "},\"emails\":[{\"type\":\"work\",\"primary\":true,\"value\":", person.email);
  append_member(out, "}],\"userType\":", user_type(person));
  append_given(out, ",\"title\":", person.job_title);
  append_given(out, ",\"phoneNumbers\":[{\"type\":\"work\",\"value\":", person.phone, "}]");
  out += ",\"active\":";
  out += enabled(person);
  out += ",\"roles\":";
  append_roles(out, person.roles, "{\"value\":", "}");
  append_given(
      out, ",\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\":{\"department\":", person.department, "}");
  append_given(out, ",\"urn:pcadmin:scim:schemas:extension:2.0:User\":{\"usageLocation\":", person.usage_location, "}");
  out += '}';
}

using Append = void (*)(std::string& out, const domain::PersonTexts& person);

class LinesWriter final : public PeopleWriter {
 public:
  void begin(std::string& /*out*/) override {}
  void person(std::string& out, const domain::PersonTexts& person) override {
    append_pcadmin(out, person);
    out += '\n';
  }
  void end(std::string& /*out*/) override {}
};

/// A list within an object, a person a line.
class ListWriter : public PeopleWriter {
 public:
  ListWriter(std::string_view front, Append append) : front_(front), append_(append) {}

  void begin(std::string& out) override { out += front_; }
  void person(std::string& out, const domain::PersonTexts& person) override {
    out += count_++ == 0 ? "\n" : ",\n";
    append_(out, person);
  }
  void end(std::string& out) override { out += "\n]}\n"; }

 protected:
  std::uint64_t count() const { return count_; }

 private:
  std::string_view front_;
  Append append_;
  std::uint64_t count_ = 0;
};

/// How many there are is known only behind them, where JSON lets it stand as well.
class ScimWriter final : public ListWriter {
 public:
  ScimWriter()
      : ListWriter("{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],\"Resources\":[",
                   append_scim) {}
  void end(std::string& out) override {
    fmt::format_to(std::back_inserter(out), "\n],\"totalResults\":{0},\"startIndex\":1,\"itemsPerPage\":{0}}}\n",
                   count());
  }
};

}  // namespace

std::unique_ptr<PeopleWriter> write_people_ndjson() { return std::make_unique<LinesWriter>(); }
std::unique_ptr<PeopleWriter> write_people_json() {
  return std::make_unique<ListWriter>("{\"users\":[", append_pcadmin);
}
std::unique_ptr<PeopleWriter> write_people_graph() {
  return std::make_unique<ListWriter>("{\"value\":[", append_graph);
}
std::unique_ptr<PeopleWriter> write_people_scim() { return std::make_unique<ScimWriter>(); }

}  // namespace pcadmin::interchange
