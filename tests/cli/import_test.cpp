#include "support/test_world.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// What an import says of a file with faults, and what it leaves; the story is in golden/user-import-rejects.txt.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using Catch::Contains;
using nlohmann::json;
namespace fs = std::filesystem;

/// A store with Ada, and files by name.
class Desk : public TestWorld {
 public:
  Desk() { init(); }
  void put(std::string_view name, std::string_view text) { write_file(folder() / name, text); }
  std::string read(std::string_view name) const { return read_file(folder() / name); }
  bool has(std::string_view name) const { return fs::exists(folder() / name); }
  /// `import FILE FLAGS`, with `@name` for a file of the folder.
  Ran import(std::string words) {
    for (auto at = words.find('@'); at != std::string::npos; at = words.find('@', at))
      words.replace(at, 1, folder().string() + "/");
    return run("user import " + words);
  }
  std::string people() { return run("user list -o count").out; }
};

std::ptrdiff_t count_lines(const std::string& text) { return std::ranges::count(text, '\n'); }

/// A person each, but for those with a number that `every` divides, who have no address.
std::string hires(std::size_t count, std::size_t every) {
  std::string text = "name,email\n";
  for (std::size_t i = 1; i <= count; ++i)
    text += i % every == 0 ? fmt::format("Hire {},\n", i) : fmt::format("Hire {0},hire{0}@contoso.example\n", i);
  return text;
}

TEST_CASE("people are shown the first 50 faults of a file, and the report has all of them", "[cli][import]") {
  Desk desk;
  desk.put("hires.csv", hires(120, 2));
  const auto told = desk.import("@hires.csv --dry-run --report @faults.csv");
  CHECK(told.code == 5);
  CHECK(count_lines(told.err) == 50 + 1 + 2);
  CHECK_THAT(told.err, Contains("\nand 10 more\n") && Contains("60 things are wrong in 60 of 120 rows"));
  const auto report = desk.read("faults.csv");
  CHECK(report.starts_with("line,column,field,code,value,message,hint\r\n3,2,email,missing-email,,"));
  CHECK(count_lines(report) == 61);
  CHECK(mode_of(desk.folder() / "faults.csv") == 0600);

  desk.put("few.csv", hires(100, 2));
  const auto few = desk.import("@few.csv --dry-run");
  CHECK_THAT(few.err, !Contains("more") && Contains("50 things are wrong in 50 of 100 rows"));
}

TEST_CASE("a report has more faults than an answer in JSON keeps", "[cli][import]") {
  Desk desk;
  desk.put("hires.csv", hires(10'050, 1));
  const auto told = desk.import("@hires.csv --dry-run --report @faults.json -o json");
  const auto details = json::parse(told.err).at("error").at("details");
  CHECK(details.at("rows") == 10'050);
  CHECK(details.at("count") == 10'050);
  CHECK(details.at("rows_with_faults") == 10'050);
  CHECK(details.at("faults").size() == 10'000);
  const auto report = json::parse(desk.read("faults.json"));
  CHECK(report.at("count") == 10'050);
  CHECK(report.at("rows_with_faults") == 10'050);
  CHECK(report.at("faults").size() == 10'050);
  CHECK(report.at("faults").back().at("line") == 10'051);
}

TEST_CASE("a report of a file with which nothing is wrong has no fault in it", "[cli][import]") {
  Desk desk;
  desk.put("hires.csv", hires(3, 9));
  CHECK(desk.import("@hires.csv --dry-run --report @faults.ndjson").code == 0);
  CHECK(desk.has("faults.ndjson"));
  CHECK(desk.read("faults.ndjson").empty());
  CHECK(desk.import("@hires.csv --credentials @secret.csv --report @faults.json").code == 0);
  CHECK(json::parse(desk.read("faults.json")) ==
        json::parse(R"({"faults":[],"rows":3,"count":0,"rows_with_faults":0})"));
  CHECK(desk.import("@hires.csv --credentials @more.csv --on-existing skip --report @skipped.json").code == 0);
  CHECK(json::parse(desk.read("skipped.json")).at("rows") == 3);
}

TEST_CASE("what a dry run says of a file with faults is what the run does", "[cli][import]") {
  Desk desk;
  desk.put("hires.csv", hires(20, 3));
  const auto dry = desk.import("@hires.csv --dry-run --keep-going --rejects @again.csv -o json");
  CHECK(dry.code == 7);
  CHECK_FALSE(desk.has("again.csv"));
  CHECK(desk.people() == "1\n");
  const auto wet = desk.import("@hires.csv --credentials @secret.csv --keep-going --rejects @again.csv -o json");
  CHECK(wet.code == 7);
  CHECK(json::parse(wet.out).at("import") == json::parse(dry.out).at("import"));
  CHECK(json::parse(wet.out).at("import").at("rejected") == 6);
  CHECK(json::parse(wet.err).at("error").at("details") == json::parse(dry.err).at("error").at("details"));
  CHECK(desk.people() == "15\n");
}

TEST_CASE("only people who were added have a line among the credentials, and only the others among the rejects",
          "[cli][import]") {
  Desk desk;
  desk.put("hires.csv", hires(20, 4));
  CHECK(desk.import("@hires.csv --credentials @secret.csv --keep-going --rejects @again.csv").code == 7);
  CHECK(count_lines(desk.read("secret.csv")) == 1 + 15);
  CHECK(count_lines(desk.read("again.csv")) == 1 + 5);
  CHECK(mode_of(desk.folder() / "again.csv") == 0600);
  CHECK_FALSE(desk.has("again.csv.partial"));
  CHECK(desk.run("undo 2 --yes").code == 0);
  CHECK(desk.people() == "1\n");
}

TEST_CASE("rejects of every format, mended, come in", "[cli][import]") {
  Desk desk;
  const auto [name, text] = GENERATE(table<std::string, std::string>(
      {{"a.csv", "name;email\nAnn Lee;ann@contoso.example\nBob Mei;bob\n"},
       {"a.entra.csv",
        "version:v1.0\nName [displayName] Required,User name [userPrincipalName] Required,Initial password "
        "[passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required\n"
        "Ann Lee,ann@contoso.example,x,No\nBob Mei,bob,x,No\n"},
       {"a.json", R"({"users":[{"name":"Ann Lee","email":"ann@contoso.example"},{"name":"Bob Mei","email":"bob"}]})"},
       {"a.ndjson",
        "{\"name\":\"Ann Lee\",\"email\":\"ann@contoso.example\"}\n{\"name\":\"Bob Mei\",\"email\":\"bob\"}\n"},
       {"a.graph.json", R"({"value":[{"displayName":"Ann Lee","userPrincipalName":"ann@contoso.example"},)"
                        R"({"displayName":"Bob Mei","userPrincipalName":"bob"}]})"},
       {"a.scim.json",
        R"({"Resources":[{"userName":"ann@contoso.example","displayName":"Ann Lee"},{"userName":"bob","displayName":"Bob Mei"}]})"},
       {"a.ldif",
        "dn: uid=ann\nobjectClass: person\ncn: Ann Lee\nmail: ann@contoso.example\n\n"
        "dn: uid=bobby\nobjectClass: person\ncn: Bob Mei\nmail: bob\n"}}));
  INFO(name);
  desk.put(name, text);
  const auto some = desk.import(fmt::format("@{} --credentials @secret.csv --keep-going --rejects @rejects", name));
  INFO(some.err);
  REQUIRE(some.code == 7);
  CHECK(desk.people() == "2\n");

  auto rejects = desk.read("rejects");
  INFO(rejects);
  const auto again = desk.import("@rejects --credentials @more.csv");
  CHECK(again.code == 5);
  CHECK_THAT(again.err, Contains("invalid-email") && Contains("1 thing is wrong in 1 of 1 row"));
  auto mended = rejects;
  for (const std::string_view bob : {"mail: bob\n", ",bob,", "\"bob\""})
    if (const auto at = mended.find(bob); at != std::string::npos)
      mended.replace(
          at, bob.size(),
          fmt::format("{}bob@contoso.example{}", bob.substr(0, bob.find("bob")), bob.substr(bob.find("bob") + 3)));
  REQUIRE(mended != rejects);
  desk.put("mended", mended);
  const auto rest = desk.import("@mended --credentials @more.csv");
  INFO(rest.err);
  CHECK(rest.code == 0);
  CHECK(desk.people() == "3\n");
}

TEST_CASE("nobody is left where every row is rejected, and the rejects have all of them", "[cli][import]") {
  Desk desk;
  desk.put("hires.csv", hires(3, 1));
  const auto told = desk.import("@hires.csv --credentials @secret.csv --keep-going --rejects @again.csv");
  CHECK(told.code == 5);
  CHECK_THAT(told.err, Contains("3 things are wrong in 3 of 3 rows: nobody was added or changed [import-faults]"));
  CHECK(count_lines(desk.read("again.csv")) == 4);
  CHECK_FALSE(desk.has("secret.csv"));
}

TEST_CASE("a file that cannot be read to its end is not imported in part", "[cli][import]") {
  Desk desk;
  desk.put("hires.csv", "name,email\nAnn Lee,ann@contoso.example\nBob,bob\n\"Cy Po,cy@contoso.example\n");
  const auto told =
      desk.import("@hires.csv --credentials @secret.csv --keep-going --rejects @again.csv --report @faults.csv");
  CHECK(told.code == 5);
  CHECK_THAT(told.err, Contains("csv-quote") && Contains("--keep-going takes nothing"));
  CHECK(desk.people() == "1\n");
  CHECK_FALSE(desk.has("again.csv"));
  CHECK(count_lines(desk.read("faults.csv")) == 3);
}

TEST_CASE("a guard refuses what rejects leave as well, and only the report stays", "[cli][import]") {
  Desk desk;
  REQUIRE(desk.run("guard set expiry-required account-admin").code == 0);
  desk.put("hires.csv", "name,email,roles\nAnn Lee,ann@contoso.example,account-admin\nBob Mei,bob,\n");
  const auto told =
      desk.import("@hires.csv --credentials @secret.csv --keep-going --rejects @again.csv --report @faults.csv");
  CHECK(told.code == 6);
  CHECK_THAT(told.err, Contains("line 2: the guard refuses what this line does to ann@contoso.example"));
  CHECK(desk.people() == "1\n");
  CHECK(count_lines(desk.read("faults.csv")) == 2);
  for (const auto* const file : {"again.csv", "again.csv.partial", "secret.csv", "faults.csv.partial"})
    CHECK_FALSE(desk.has(file));
}

TEST_CASE("rows with what an operator has no right to are rejects", "[cli][import]") {
  Desk desk;
  const auto password =
      desk.run("user add --name Uma uma@contoso.example --role user-management-admin --field temporary_password").out;
  desk.in.give(password + "seven grey herons at noon\n");
  REQUIRE(desk.run("sign-in uma@contoso.example --password-stdin --new-password-stdin").code == 0);
  desk.put("hires.csv", "name,email,roles\nAnn Lee,ann@contoso.example,\nBob Mei,bob@contoso.example,global-admin\n");
  CHECK(desk.import("@hires.csv --dry-run").code == 13);
  const auto told = desk.import("@hires.csv --credentials @secret.csv --keep-going --rejects @again.csv");
  CHECK(told.code == 7);
  CHECK_THAT(desk.read("again.csv"), Contains("\r\nBob Mei,bob@contoso.example,global-admin,3,not-allowed,"));
  CHECK(desk.run("user exists ann@contoso.example").code == 0);
  CHECK(desk.run("user exists bob@contoso.example").code == 10);
  CHECK(desk.run("audit list --limit 2 --fields outcome -o csv").out == "outcome\r\nimport-faults\r\ndone\r\n");
}

TEST_CASE("updates are kept and rejected row by row, too", "[cli][import]") {
  Desk desk;
  REQUIRE(desk.run("user add --name Ann ann@contoso.example").code == 0);
  REQUIRE(desk.run("user add --name Bob bob@contoso.example --kind guest").code == 0);
  desk.put("staff.csv",
           "name,email,roles\nAnn Lee,ann@contoso.example,report-viewer\nBob Mei,bob@contoso.example,helpdesk-agent\n");
  const auto told = desk.import(
      "@staff.csv --on-existing update --credentials @secret.csv --keep-going --rejects @again.csv -o json");
  INFO(told.err);
  CHECK(told.code == 7);
  CHECK(json::parse(told.out).at("import").at("updated") == 1);
  CHECK_THAT(desk.read("again.csv"), Contains("\r\nBob Mei,bob@contoso.example,helpdesk-agent,3,guest-role,"));
  CHECK(desk.run("user show bob@contoso.example --field name").out == "Bob\n");
  CHECK_FALSE(desk.has("secret.csv"));
}

TEST_CASE("an address of nearly the organisation's domain is told, and refused only where it is no address",
          "[cli][import]") {
  Desk desk;
  desk.put("hires.csv",
           "name,email\nAnn Lee,ann@contsoo.example\nBob Mei,bob@fabrikam.example\nCy Po,cy@contsoo.example\n"
           "Di Qu,di@contoso.example\n");
  const auto good = desk.import("@hires.csv --dry-run");
  CHECK(good.code == 0);
  CHECK_THAT(good.err,
             Contains("warning: 2 addresses are at contsoo.example, which is nearly contoso.example: lines 2 and 4") &&
                 !Contains("fabrikam"));
  desk.put("hires.csv", "name,email\nAnn Lee,ann@contoso\n");
  CHECK_THAT(desk.import("@hires.csv --dry-run").err, Contains("did you mean ann@contoso.example?"));
}

TEST_CASE("a report and rejects are new files or none", "[cli][import]") {
  Desk desk;
  desk.put("hires.csv", hires(4, 2));
  desk.put("there.csv", "mine\n");
  CHECK(desk.import("@hires.csv --dry-run --report @there.csv").code == 4);
  CHECK(desk.import("@hires.csv --credentials @s.csv --keep-going --rejects @there.csv").code == 4);
  CHECK(desk.read("there.csv") == "mine\n");
  CHECK(desk.import("@hires.csv --credentials @s.csv --keep-going --rejects @no/where.csv").code == 5);
  CHECK(desk.import("@hires.csv --credentials @s.csv --keep-going --rejects @s.csv").code == 2);
  CHECK(desk.import("@hires.csv --dry-run --report @faults.xls").code == 2);
  CHECK(desk.people() == "1\n");
  CHECK_FALSE(desk.has("s.csv"));
}

TEST_CASE("the command that converts a file names it", "[cli][import]") {
  Desk desk;
  desk.put("two words.csv", "name,email\nJ\xF6rg,joerg@contoso.example\n");
  desk.put("wide.json", std::string("\xFF\xFE[\0]\0", 6));
  const auto place = [&](const std::string& name) { return (desk.folder() / name).string(); };
  const auto latin = desk.run("user import '" + place("two words.csv") + "' --dry-run");
  CHECK_THAT(latin.err, Contains("iconv -f LATIN1 -t UTF-8 '" + place("two words.csv") + "' > '" +
                                 place("two words.csv.utf8") + "'.csv"));
  const auto wide = desk.run("user import '" + place("wide.json") + "' --dry-run");
  CHECK_THAT(wide.err,
             Contains("iconv -f UTF-16 -t UTF-8 " + place("wide.json") + " > " + place("wide.json.utf8") + ".json"));
}

TEST_CASE("a dry run looks whether every file could be made, and makes none", "[cli][import]") {
  Desk desk;
  desk.put("hires.csv", hires(4, 5));
  desk.put("there.csv", "mine\n");
  const auto flag = GENERATE(as<std::string>{}, "--credentials", "--letters", "--keep-going --rejects");
  const auto dry = [&](const std::string& name) { return desk.import("@hires.csv --dry-run " + flag + " " + name); };
  CHECK(dry("@there.csv").code == 4);
  CHECK(dry("@no/where.html").code == 5);
  CHECK(desk.read("there.csv") == "mine\n");
  CHECK(dry("@new.html").code == 0);
  CHECK_FALSE(desk.has("new.html"));
  CHECK_FALSE(desk.has("new.html.partial"));
}

}  // namespace
