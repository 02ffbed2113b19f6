#include "interchange/people_header.hpp"
#include "interchange/writers.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/csv.hpp"

#include <initializer_list>
#include <string_view>
#include <utility>

namespace pcadmin::interchange {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

void append_row(std::string& out, std::initializer_list<std::string_view> cells) {
  for (const auto& cell : cells) {
    if (&cell != cells.begin()) out += ',';
    append_safe_csv_cell(out, cell);
  }
  out += kLineEnd;
}

class CsvWriter final : public PeopleWriter {
 public:
  void begin(std::string& out) override {
    for (const auto column : kPersonColumns) {
      if (column != kPersonColumns.front()) out += ',';
      out += column;
    }
    out += kLineEnd;
  }
  void person(std::string& out, const domain::PersonTexts& person) override {
    append_row(out, {person.name, person.email, person.roles, person.given_name, person.family_name, person.kind,
                     person.job_title, person.department, person.phone, person.usage_location, person.state});
  }
  void end(std::string& /*out*/) override {}
};

class EntraWriter final : public PeopleWriter {
 public:
  void begin(std::string& out) override {
    out += "version:v1.0,,,,,,,,,\r\n";
    out +=
        "Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] "
        "Required,Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Last name [surname],Job "
        "title [jobTitle],Department [department],Usage location [usageLocation],Office phone [telephoneNumber]\r\n";
  }
  void person(std::string& out, const domain::PersonTexts& person) override {
    const bool is_first = std::exchange(is_first_, false);
    if (is_first && to_ascii_lower(person.name.substr(0, 7)) == "example")
      out += "Example: Chris Green,chris@contoso.example,,No,,,,,,\r\n";
    append_row(out, {person.name, person.email, "", person.state == "disabled" ? "Yes" : "No", person.given_name,
                     person.family_name, person.job_title, person.department, person.usage_location, person.phone});
  }
  void end(std::string& /*out*/) override {}

 private:
  bool is_first_ = true;
};

}  // namespace

std::unique_ptr<PeopleWriter> write_people_csv() { return std::make_unique<CsvWriter>(); }
std::unique_ptr<PeopleWriter> write_people_entra_csv() { return std::make_unique<EntraWriter>(); }

}  // namespace pcadmin::interchange
