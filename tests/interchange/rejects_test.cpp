#include "people_reading.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/rejects_writer.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

/// What is rejected of a file, mended and imported again.
namespace {

namespace fs = std::filesystem;
using namespace pcadmin;
using namespace pcadmin::interchange;

struct Rejects {
  std::string text{};
  std::vector<std::string> rows{};  ///< `field:code` of each fault of a row
  std::size_t people = 0;
  bool broke_off = false;
};

std::string told(const std::vector<domain::RowFault>& faults) {
  std::string all;
  for (const auto& fault : faults) all += fmt::format("{}:{} ", fault.field, fault.code);
  return all;
}

/// Throws what the reader throws.
Rejects rejects_of(std::string_view text, std::optional<PeopleFormat> given = std::nullopt) {
  test::TextSource source(text, 64 * 1024);
  const auto format = given ? *given : value_or_throw(detect_format(text.substr(0, 64 * 1024)));
  const auto reader = read_people(source, format);
  reader->keep_raw();
  const auto writer = write_rejects(format, *reader);
  Rejects rejects;
  writer->begin(rejects.text);
  while (const auto row = reader->next()) {
    if (*row) {
      ++rejects.people;
      continue;
    }
    rejects.broke_off = reader->breaks_off();
    if (rejects.broke_off) break;
    rejects.rows.push_back(told(row->error()));
    Rejection why;
    for (const auto& fault : row->error()) {
      why.codes += (why.codes.empty() ? "" : "; ") + fault.code;
      why.messages += (why.messages.empty() ? "" : "; ") + escape_controls(fault.message);
    }
    writer->row(rejects.text, reader->raw(), why);
  }
  return rejects;
}

std::vector<std::string> people_of(std::string_view text) {
  const auto reading = test::read_people(
      [&](ByteSource& source) { return interchange::read_people(source, value_or_throw(detect_format(text))); }, text);
  INFO(test::whole_text(reading));
  CHECK_FALSE(reading.failure);
  CHECK(reading.faults.empty());
  std::vector<std::string> people;
  for (const auto& person : reading.people)
    people.push_back(fmt::format("{} <{}>", person.name.text(), person.email.text()));
  return people;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("rejects nobody has mended are refused again, row by row, for the same faults", "[rejects]") {
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(PCADMIN_SOURCE_DIR) / "tests/import")) {
    const auto name = entry.path().filename().string();
    if (!entry.is_regular_file() || name == "expected.txt") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    Rejects first;
    try {
      first = rejects_of(text);
    } catch (const Error&) {
      continue;  // no file of people at all
    }
    if (first.rows.empty()) continue;
    INFO(name << ":\n" << first.text.substr(0, 4000));
    const auto second = rejects_of(first.text);
    CHECK(second.people == 0);
    CHECK_FALSE(second.broke_off);
    CHECK(second.rows == first.rows);
    CHECK(rejects_of(second.text).text == second.text);
    ++files;
  }
  CHECK(files > 20);
}

TEST_CASE("rejects of CSV have the file's own columns and cells", "[rejects]") {
  const auto rejects = rejects_of(
      "sep=;\r\nName;EMAIL;Roles;job title\r\n"
      "Ann Lee;ann@contoso.example;;\r\n"
      "'=Bob;bob;\"helpdesk-agent;helpdesk\";\"a, \"\"b\"\"\"\r\n"
      "Cy Po;cy@contoso.example\r\n"
      "Di \"D\" Qu;di@contoso.example;;=1\r\n",
      PeopleFormat::csv);
  CHECK(rejects.people == 1);
  CHECK(
      rejects.text.starts_with("Name,EMAIL,Roles,job title,_line,_code,_message\r\n"
                               "'=Bob,bob,helpdesk-agent;helpdesk,\"a, \"\"b\"\"\",4,invalid-email; unknown-role,"));
  CHECK(
      rejects.text.find("\r\nCy Po,cy@contoso.example,5,too-few-columns,\"the row has 2 columns, the header 4\"\r\n") !=
      std::string::npos);
  CHECK(rejects.text.find("\r\nDi \"D\" Qu,di@contoso.example,,'=1,6,csv-quote,") != std::string::npos);

  auto mended = replaced(rejects.text, ",bob,helpdesk-agent;helpdesk,", ",bob@contoso.example,helpdesk-agent,");
  mended = replaced(mended, "cy@contoso.example,5", "cy@contoso.example,,,5");
  mended = replaced(mended, "Di \"D\" Qu", "\"Di \"\"D\"\" Qu\"");
  CHECK(rejects_of("name,email\n=LINK(\"x\"),bad\n").text.find("\n'=LINK(\"x\"),bad,2,csv-quote,") !=
        std::string::npos);
  CHECK(people_of(mended) == std::vector<std::string>{"=Bob <bob@contoso.example>", "Cy Po <cy@contoso.example>",
                                                      "Di \"D\" Qu <di@contoso.example>"});
}

TEST_CASE("rejects of Entra's CSV are known for what they are and have no password", "[rejects]") {
  const std::string header =
      "Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] "
      "Required,Block sign in (Yes/No) [accountEnabled] Required";
  const auto rejects = rejects_of("version:v1.0,,,\n" + header +
                                  "\nExample: Chris Green,chris@contoso.example,,No\n"
                                  "Ann Lee,ann@contoso.example,ours to forget,No\n"
                                  "Example Person,nobody,ours to forget,No\n");
  CHECK(rejects.text.starts_with("version:v1.0\r\n" + header + ",_line,_code,_message\r\nExample: Chris Green,"));
  CHECK(rejects.text.find("\r\nExample Person,nobody,,No,5,invalid-email,") != std::string::npos);
  CHECK(rejects.text.find("ours to forget") == std::string::npos);
  CHECK(people_of(replaced(rejects.text, "nobody,", "somebody@contoso.example,")) ==
        std::vector<std::string>{"Example Person <somebody@contoso.example>"});
}

TEST_CASE("a quote in a row for Entra gives no password away", "[rejects]") {
  const auto rejects = rejects_of(
      "version:v1.0\nName [displayName] Required,User name [userPrincipalName] Required,Initial password "
      "[passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required,Department [department]\n"
      "Ann,ann@contoso.example,ours to forget,No,Sales \"EMEA\"\nBob,bob,ours \"to\" forget,No,x\n");
  CHECK(rejects.rows.size() == 2);
  CHECK(rejects.text.find("\r\nAnn,ann@contoso.example,,No,Sales \"EMEA\",3,csv-quote,") != std::string::npos);
  CHECK(rejects.text.find("forget") == std::string::npos);
}

TEST_CASE("a row for Entra whose cells have moved is rejected as it is", "[rejects]") {
  const std::string file =
      "version:v1.0\nName [displayName] Required,User name [userPrincipalName] Required,Initial password "
      "[passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required\n"
      "Lee, Ann,ann@contoso.example,hers to know,No\n";
  const auto rejects = rejects_of(file);
  CHECK(rejects.text.find("\r\nLee,Ann,ann@contoso.example,hers to know,No,3,too-many-columns,") != std::string::npos);
  CHECK(people_of(replaced(rejects.text, "Lee,Ann", "Ann Lee")) ==
        std::vector<std::string>{"Ann Lee <ann@contoso.example>"});
}

TEST_CASE("rejects of JSON are the elements, a line each, without a password", "[rejects]") {
  const auto rejects = rejects_of(
      "{\"users\": [\n{\"name\": \"Ann Lee\", \"email\": \"ann@contoso.example\"},\n"
      "{\"name\": \"Bob\\tMei\",\n \"email\": \"bob@contoso.example\", \"roles\": [\"helpdesk-agent\"],\n"
      " \"password\": \"ours to forget\"},\n 42]}");
  CHECK(rejects.text ==
        "{\"name\":\"Bob\\tMei\",\"email\":\"bob@contoso.example\",\"roles\":[\"helpdesk-agent\"],\"password\":null,"
        "\"_line\":3,\"_code\":\"invalid-name\",\"_message\":\"\\\"Bob\\\\tMei\\\" is not a name: a control "
        "character\"}\n"
        "{\"_line\":6,\"_code\":\"not-an-object\",\"_message\":\"a person is an object, and this is none\","
        "\"_element\":42}\n");
  const auto first = rejects.text.substr(0, rejects.text.find('\n') + 1);
  CHECK(people_of(replaced(first, "Bob\\tMei", "Bob Mei")) ==
        std::vector<std::string>{"Bob Mei <bob@contoso.example>"});
}

TEST_CASE("a line that is no JSON is rejected as it stands", "[rejects]") {
  const auto rejects = rejects_of(
      "{\"name\":\"Ann Lee\",\"email\":\"ann@contoso.example\"}\n"
      "{\"name\":\"Bob Mei\",\"email\":\"bob@contoso.example\",}\nCy Po\n");
  CHECK(rejects.text.starts_with("{\"_line\":2,\"_code\":\"json-syntax\",\"_message\":"));
  CHECK(rejects.text.find(",\"name\":\"Bob Mei\",\"email\":\"bob@contoso.example\",}\n{\"_line\":3,") !=
        std::string::npos);
  CHECK(rejects.text.ends_with("\"} Cy Po\n"));
  const auto line = rejects.text.substr(0, rejects.text.find('\n') + 1);
  CHECK(people_of(replaced(line, ",}", "}")) == std::vector<std::string>{"Bob Mei <bob@contoso.example>"});
}

TEST_CASE("rejects of Graph and of SCIM are objects of theirs", "[rejects]") {
  const auto graph = rejects_of(
      R"({"value":[{"displayName":"Kim Oda","userPrincipalName":"kim","passwordProfile":{"password":"ours to forget"}}]})");
  CHECK(graph.text.starts_with(
      R"({"displayName":"Kim Oda","userPrincipalName":"kim","passwordProfile":{"password":null},"_line":1,)"));
  CHECK(people_of(replaced(graph.text, "\"kim\"", "\"kim@contoso.example\"")) ==
        std::vector<std::string>{"Kim Oda <kim@contoso.example>"});

  const auto scim =
      rejects_of(R"({"Operations":[{"method":"POST","path":"/Users","data":{"userName":"max","displayName":"Max Qi"}},)"
                 R"({"method":"DELETE","path":"/Users/7"}]})");
  CHECK(scim.rows.size() == 2);
  const auto operation = scim.text.substr(0, scim.text.find('\n') + 1);
  CHECK(operation.starts_with(
      R"({"method":"POST","path":"/Users","data":{"userName":"max","displayName":"Max Qi"},"_line":1,)"));
  CHECK(people_of(replaced(operation, "\"max\"", "\"max@contoso.example\"")) ==
        std::vector<std::string>{"Max Qi <max@contoso.example>"});
}

TEST_CASE("rejects of LDIF are the records' own lines, without a password", "[rejects]") {
  const auto rejects = rejects_of(
      "version: 1\n# of the directory\n\ndn: uid=ann\nobjectClass: person\ncn: Ann Lee\nmail: ann@contoso.example\n\n"
      "# hers\ndn: uid=bob\nobjectClass: person\ncn: Bob\n  Mei\nuserPassword: ours to\n  forget\nuid: bob\nmail: "
      "bob\n");
  CHECK(rejects.text.starts_with("version: 1\n\n# _line: 10\n# _code: invalid-email\n# _message: \"bob\" is not"));
  CHECK(rejects.text.ends_with("\n# hers\ndn: uid=bob\nobjectClass: person\ncn: Bob\n  Mei\nuid: bob\nmail: bob\n"));
  CHECK(people_of(replaced(rejects.text, "mail: bob", "mail: bob@contoso.example")) ==
        std::vector<std::string>{"Bob Mei <bob@contoso.example>"});
}

TEST_CASE("what nobody reads of a record is left out of the rejects where it is too long, and nothing else is",
          "[rejects]") {
  const std::string photo = "jpegPhoto: " + std::string(2 * Limits::kRowBytes, 'x') + "\n";
  const auto record = [&](std::string_view name, std::string_view more) {
    return fmt::format("dn: uid=bob\nobjectClass: person\ncn: {}\n{}mail: bob\nuid: bob\n\n", name, more);
  };
  const auto rejects = rejects_of("version: 1\n\n" + record("Bob Mei", photo) + record("Cy Po", ""));
  CHECK_FALSE(rejects.broke_off);
  CHECK(rejects.rows.size() == 2);
  CHECK(rejects.text.size() < 2000);
  CHECK(rejects.text.find("cn: Bob Mei\nmail: bob\nuid: bob\n") != std::string::npos);
  CHECK(rejects_of("version: 1\n\n" + record(std::string(2 * Limits::kRowBytes, 'x'), "")).broke_off);
}

TEST_CASE("what ends a file before its end leaves no row to be rejected", "[rejects]") {
  using namespace std::string_view_literals;
  for (const auto text :
       {"name,email\nAnn Lee,ann\n\"Bob Mei,bob@contoso.example\n"sv, "name,email\nAnn\0Lee,ann@contoso.example\n"sv,
        "name,email\nAnn \xFF,ann@contoso.example\n"sv, "name,email\nAnn \"\xFF\" Lee,ann@contoso.example\n"sv,
        "{\"users\":[{\"name\":\"Ann Lee\",}]}"sv, "{\"users\":[{\"name\":\"Ann Lee\""sv,
        "dn: uid=ann\nobjectClass: person\ncn: Ann \xFF\nmail: ann@contoso.example\n"sv,
        "dn: uid=ann\nobjectClass: person\ncn: Ann\nmail: ann@contoso.example\n\nresult: 4 Size limit exceeded\n"sv}) {
    INFO(escape_controls(text));
    CHECK(rejects_of(text).broke_off);
  }
}
