#include "pcadmin/interchange/people_json.hpp"

#include "text_source.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/interchange/people_format.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::interchange;
using domain::PersonRow;
using domain::RowFault;
using test::TextSource;
using Words = std::vector<std::string>;

struct Reading {
  std::vector<PersonRow> people{};
  std::vector<RowFault> faults{};
  Words notes{};
};

Reading read(std::string_view text, JsonShape shape, std::size_t chunk = 64 * 1024) {
  Reading reading;
  TextSource source(text, chunk);
  const auto reader = read_people_json(source, shape);
  while (auto row = reader->next()) {
    if (*row)
      reading.people.push_back(std::move(**row));
    else
      reading.faults.insert(reading.faults.end(), row->error().begin(), row->error().end());
  }
  CHECK_FALSE(reader->next());
  reading.notes = reader->notes();
  return reading;
}

template <class Value>
std::string text_of(const std::optional<Value>& value) {
  return value ? value->text() : "-";
}

std::string text_of(const PersonRow& person) {
  auto line = fmt::format("{}: {} <{}>", person.line, person.name.text(), person.email.text());
  for (const auto role : person.roles) line += fmt::format(" {}", role.text());
  return line + fmt::format("|{}|{}|{}|{}|{}|{}|{}|{}", text_of(person.given_name), text_of(person.family_name),
                            person.kind ? to_string(*person.kind) : "-", text_of(person.job_title),
                            text_of(person.department), text_of(person.phone), text_of(person.usage_location),
                            person.state ? to_string(*person.state) : "-");
}

/// The one person of the file, or the fault.
std::string one(std::string_view text, JsonShape shape) {
  const auto reading = read(text, shape);
  if (!reading.faults.empty()) return reading.faults.front().code;
  REQUIRE(reading.people.size() == 1);
  return text_of(reading.people.front());
}

RowFault fault_of(std::string_view text, JsonShape shape = JsonShape::pcadmin) {
  const auto reading = read(text, shape);
  REQUIRE(reading.faults.size() == 1);
  return reading.faults.front();
}

std::string format_of(std::string_view beginning) {
  const auto format = detect_format(beginning);
  return format ? std::string(to_string(*format)) : format.error().code;
}

}  // namespace

TEST_CASE("of people on one line it is told at which character each begins", "[people-json]") {
  test::TextSource source("[{\"name\": \"\u00c4nn\", \"email\": \"a\"}, {\"name\": 1}\n , {\"name\": 2},\n{}]", 7);
  const auto reader = read_people(source, PeopleFormat::json);
  for (const std::uint64_t column : {2, 33, 4, 0}) {
    const auto row = reader->next();
    REQUIRE(row);
    CHECK_FALSE(*row);
    CHECK(reader->column_of("email") == column);
  }
}

TEST_CASE("every field of pcadmin's JSON is read") {
  CHECK(one(R"([{"name":"Ann Lee","email":"ann@contoso.example","roles":["helpdesk-agent","referrals-user"],
              "given_name":"Ann","family_name":"Lee","kind":"guest","job_title":"Agent","department":"Sales",
              "phone":"+49 30 1234","usage_location":"de","state":"disabled"}])",
            JsonShape::pcadmin) ==
        "1: Ann Lee <ann@contoso.example> helpdesk-agent referrals-user|Ann|Lee|guest|Agent|Sales|+49 30 1234|DE|"
        "disabled");
  CHECK(one(R"({"NAME":"Ann Lee","Email":"ann@contoso.example","roles":"helpdesk-agent; referrals-user","phone":null})",
            JsonShape::pcadmin) == "1: Ann Lee <ann@contoso.example> helpdesk-agent referrals-user|-|-|-|-|-|-|-|-");
}

TEST_CASE("every field of a Graph user is read") {
  CHECK(
      one(R"({"value":[{"displayName":"Ann Lee","userPrincipalName":"ann@contoso.example","mail":"ANN@contoso.example",
              "givenName":"Ann","surname":"Lee","userType":"Member","jobTitle":"Agent","department":"Sales",
              "businessPhones":["+49 30 1234","+49 30 99"],"mobilePhone":"+49 170 1","usageLocation":"DE",
              "accountEnabled":false,"assignedLicenses":[{"skuId":"x"}]}]})",
          JsonShape::graph) == "1: Ann Lee <ann@contoso.example>|Ann|Lee|member|Agent|Sales|+49 30 1234|DE|disabled");
}

TEST_CASE("a Graph user's address is the name they sign in with; a guest's is their mail") {
  const auto address = [](std::string_view fields) {
    const auto reading = read(fmt::format(R"([{{"displayName":"Ann",{}}}])", fields), JsonShape::graph);
    return reading.people.empty() ? reading.faults.front().code : reading.people.front().email.text();
  };
  CHECK(address(R"("userPrincipalName":"ann@contoso.example","mail":"lee@contoso.example")") == "ann@contoso.example");
  CHECK(address(R"("userPrincipalName":null,"mail":"lee@contoso.example")") == "lee@contoso.example");
  CHECK(address(R"("userPrincipalName":"ann_f.example#EXT#@contoso.example","mail":"ann@f.example")") ==
        "ann@f.example");
  CHECK(address(R"("mail":7)") == "missing-email");
  CHECK(address(R"("userPrincipalName":7)") == "wrong-type");
}

TEST_CASE("every field of a SCIM user is read") {
  CHECK(one(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ann@contoso.example",
              "displayName":"Ann Lee","name":{"givenName":"Ann","familyName":"Lee"},"userType":"guest","title":"Agent",
              "phoneNumbers":[{"type":"mobile","value":"+49 170 1"},{"type":"work","value":"tel:+49-30-1234"}],
              "roles":[{"value":"helpdesk-agent"}],"active":true,
              "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Sales"},
              "urn:pcadmin:scim:schemas:extension:2.0:User":{"usageLocation":"DE"}})",
            JsonShape::scim) ==
        "1: Ann Lee <ann@contoso.example> helpdesk-agent|Ann|Lee|guest|Agent|Sales|+49-30-1234|DE|active");
}

TEST_CASE("a SCIM user whose name is no address has the primary one of their emails or that for work") {
  const auto address = [](std::string_view emails) {
    return one(fmt::format(R"({{"userName":"ann","displayName":"A","emails":{}}})", emails), JsonShape::scim);
  };
  CHECK(
      address(
          R"([{"value":"a@x.example"},{"value":"b@x.example","type":"work"},{"value":"c@x.example","primary":true}])") ==
      "1: A <c@x.example>|-|-|-|-|-|-|-|-");
  CHECK(address(R"([{"value":"a@x.example"},{"value":"b@x.example","type":"Work"}])") ==
        "1: A <b@x.example>|-|-|-|-|-|-|-|-");
  CHECK(address(R"([{"value":"a@x.example"}])") == "1: A <a@x.example>|-|-|-|-|-|-|-|-");
  CHECK(address("[]") == "invalid-email");
  CHECK(address(R"("a@x.example")") == "wrong-type");
}

TEST_CASE("of a SCIM bulk request only what adds a person is one and the rest is refused by name") {
  const auto reading = read(R"({"Operations":[
{"method":"post","path":"/Users","data":{"userName":"ann@contoso.example","displayName":"Ann"}},
{"method":"PATCH","path":"/Users/7","data":{}}]})",
                            JsonShape::scim);
  CHECK(reading.people.size() == 1);
  REQUIRE(reading.faults.size() == 1);
  CHECK(reading.faults[0].line == 3);
  CHECK(reading.faults[0].code == "scim-operation");
  CHECK(reading.faults[0].value == "PATCH /Users/7");
}

TEST_CASE("a fault is told by the name that the file has for the field") {
  const auto graph = fault_of(R"([{"userPrincipalName":"ann@contoso.example"}])", JsonShape::graph);
  CHECK(graph.field == "displayName");
  CHECK(graph.code == "missing-name");
  const auto scim = fault_of(
      "\n\n"
      R"({"userName":"ann@contoso.example","displayName":"A","roles":[{"value":"chief"}]})",
      JsonShape::scim);
  CHECK(scim.line == 3);
  CHECK(scim.field == "roles.value");
  CHECK(scim.value == "chief");
}

TEST_CASE("passwords of a JSON file are counted and stand in no fault") {
  const auto reading = read(R"([
{"displayName":"Ann","userPrincipalName":"ann@contoso.example","passwordProfile":{"password":"correct horse"}},
{"displayName":"Bob","userPrincipalName":"bob@contoso.example","PASSWORD":"battery staple"},
{"displayName":"Cy","userPrincipalName":"cy@contoso.example","password":"half of it" "staple"}])",
                            JsonShape::graph);
  CHECK(reading.people.size() == 2);
  CHECK(reading.notes == Words{"3 passwords in the file were not read: everybody gets a temporary one"});
  REQUIRE(reading.faults.size() == 1);
  CHECK(reading.faults[0].code == "json-syntax");
  CHECK(reading.faults[0].line == 4);
  CHECK(reading.faults[0].value.empty());
  CHECK(reading.faults[0].message.find("half") == std::string::npos);
}

TEST_CASE("what a file leaves out is noted") {
  CHECK(read(R"({"value":[],"@odata.nextLink":"https://x"})", JsonShape::graph).notes.size() == 1);
  CHECK(read(R"({"@odata.count":3,"value":[]})", JsonShape::graph).notes ==
        Words{"the file says that there are 3 people (@odata.count) and has 0: the others are not in it"});
  CHECK(read(R"({"totalResults":7,"startIndex":3,"Resources":[{"userName":"a@x.example","displayName":"A"}]})",
             JsonShape::scim)
            .notes ==
        Words{"the file is a part of a longer list: 1 of 7 entries, from the one with number 3; the others "
              "are not in it"});
  CHECK(read(R"({"totalResults":0,"Resources":[]})", JsonShape::scim).notes.empty());
  CHECK(read(R"([{"schemas":["urn:x:Group"]},{"userName":"a@x.example","displayName":"A","userType":"Intern"}])",
             JsonShape::scim)
            .notes == Words{"1 entry is not a person and was skipped: Group",
                            "1 userType is neither Member nor Guest and was left out: Intern"});
  CHECK(
      read(R"([{"displayName":"A","userPrincipalName":"a@x.example","mail":"b@x.example"}])", JsonShape::graph).notes ==
      Words{"1 person has another mail than the name they sign in with, which was taken as their address"});
}

TEST_CASE("an entry of more than 1 MiB ends the file, and one of exactly that does not") {
  const auto person = [](std::size_t size) {
    const std::string_view rest = R"({"name":"Ann","email":"ann@contoso.example","_message":""})";
    std::string text(rest);
    text.insert(text.size() - 2, size - rest.size(), 'x');
    return text;
  };
  const auto fits = person(Limits::kRowBytes);
  const auto long_one = person(Limits::kRowBytes + 1);
  for (const auto shape : {JsonShape::pcadmin, JsonShape::pcadmin_lines}) {
    CHECK(read(fits + "\n" + fits, shape).people.size() == 2);
    const auto reading = read(long_one + "\n" + fits, shape);
    CHECK(reading.people.empty());
    REQUIRE(reading.faults.size() == 1);
    CHECK(reading.faults[0].code == "row-too-long");
  }
}

TEST_CASE("16 levels of JSON are read and 17 are not") {
  const auto nested = [](std::size_t lists) {
    return fmt::format(R"({{"name":"Ann","email":"ann@contoso.example","_line":{}{}}})", std::string(lists, '['),
                       std::string(lists, ']'));
  };
  CHECK(read(nested(15), JsonShape::pcadmin).people.size() == 1);
  CHECK(fault_of(nested(16)).code == "json-too-deep");
  CHECK(fault_of(nested(100'000)).code == "json-too-deep");
}

TEST_CASE("a JSON file comes to the same however its bytes are cut") {
  const std::string_view text =
      "\xEF\xBB\xBF{\"@odata.context\" : \"x\\\\\", \"value\"\n:\r\n [ {\"displayName\":\"A \\\"[{\","
      "\"userPrincipalName\":\"a@x.example\"} , {\"displayName\":\"B\"} ] , \"y\" : [ 1 ] }\r\n";
  for (std::size_t chunk = 1; chunk < text.size(); ++chunk) {
    const auto reading = read(text, JsonShape::graph, chunk);
    REQUIRE(reading.people.size() == 1);
    CHECK(text_of(reading.people[0]) == "3: A \"[{ <a@x.example>|-|-|-|-|-|-|-|-");
    REQUIRE(reading.faults.size() == 1);
    CHECK(reading.faults[0].code == "missing-email");
  }
}

TEST_CASE("a beginning of a JSON file is people or a fault, and never a person cut off") {
  const std::string_view text = R"({"totalResults":2,"Resources":[{"userName":"a@x.example","displayName":"A"},)"
                                R"({"userName":"b@x.example","displayName":"B"}],"startIndex":1})";
  for (std::size_t size = 1; size < text.size(); ++size) {
    INFO(text.substr(0, size));
    CHECK(read(text.substr(0, size), JsonShape::scim).faults.size() == 1);
  }
  CHECK(read(text, JsonShape::scim).faults.empty());
}

TEST_CASE("the format is told by the content") {
  CHECK(format_of("name,email\nAnn,ann@contoso.example\n") == "csv");
  CHECK(format_of("email;name\n") == "csv");
  CHECK(format_of("\xEF\xBB\xBF\"Email\"\n") == "csv");
  CHECK(format_of("") == "csv");
  CHECK(format_of("\xFF\xFEn\0") == "csv");
  CHECK(format_of("[]") == "json");
  CHECK(format_of(R"([{"name":"A")") == "json");
  CHECK(format_of(R"( {"users" : [{)") == "json");
  CHECK(format_of("{\"email\":\"a\"}\n{\"email\":\"b\"}\n") == "ndjson");
  CHECK(format_of("{\"email\":\"a\"}\n") == "json");
  CHECK(format_of("{\n\"email\":\"a\"}\n{\"email\":\"b\"}\n") == "json");
  CHECK(format_of(R"([{"displayName":"A","mail":)") == "graph-json");
  CHECK(format_of(R"({"@odata.context":"x"})") == "graph-json");
  CHECK(format_of(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"displayName":"A"})") == "scim");
  CHECK(format_of(R"([{"userName":"A","displayName":"B"}])") == "scim");
  CHECK(format_of(R"({"name":"userName","email":"a"})") == "json");
}

TEST_CASE("a file of no known format is refused with what was looked for") {
  CHECK(format_of("dear reader") == "unknown-format");
  CHECK(format_of("<html>") == "unknown-format");
  CHECK(format_of("PK\x03\x04") == "unknown-format");
  CHECK(format_of(R"({"error":{"code":"x"}})") == "unknown-format");
  const auto failure = detect_format("dear reader\n").error();
  CHECK(failure.message == R"(the file is none of the formats that are read; it begins with "dear reader")");
  CHECK(failure.hint.find("csv, json, ndjson, graph-json, scim, entra-csv, ldif") != std::string::npos);
}
