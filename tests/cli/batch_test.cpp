#include "support/test_world.hpp"

#include "pcadmin/base/result.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

/// What a batch does when something comes in between; the rest is in golden/batch.txt.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using nlohmann::json;

const Failure kGone{.code = "closed-output", .kind = FailureKind::closed_output, .message = "closed"};
const Failure kInterrupted{.code = "interrupted", .kind = FailureKind::interrupted, .message = "interrupted"};

/// A store with Ada, and a file `todo.txt`.
class Desk : public TestWorld {
 public:
  explicit Desk(std::string_view todo) {
    init();
    write_file(folder() / "todo.txt", todo);
  }
  Ran batch(const std::string& flags = {}) { return run("batch " + (folder() / "todo.txt").string() + " " + flags); }
  std::string answer(const std::string& line) { return run(line).out; }
  std::size_t changes() { return std::stoul(run("audit list -o count").out); }
};

std::vector<json> lines_of(const std::string& text) {
  std::vector<json> lines;
  std::size_t at = 0;
  for (auto end = text.find('\n'); end != std::string::npos; at = end + 1, end = text.find('\n', at))
    lines.push_back(json::parse(text.substr(at, end - at)));
  return lines;
}

json error_of(const Ran& ran) { return json::parse(ran.err).at("error"); }

constexpr std::string_view kHires =
    "user add --name Ann ann@contoso.example\n"
    "user add --name Bob bob@contoso.example --credentials FOLDER/bob.csv\n"
    "user add --name Cy cy@contoso.example\n";

std::string hires(const std::filesystem::path& folder) {
  std::string text(kHires);
  return text.replace(text.find("FOLDER"), 6, folder.string());
}

TEST_CASE("each line of a batch asks for the rights that its operator has by then", "[cli][batch]") {
  Desk desk(
      "user add --name Ann ann@contoso.example --role global-admin\n"
      "role unassign ada@contoso.example global-admin\n"
      "role unassign ada@contoso.example account-admin\n"
      "user add --name Bob bob@contoso.example\n");
  const auto ran = desk.batch("--yes -o json");
  CHECK(ran.code == 13);
  CHECK(ran.out.empty());
  const auto error = error_of(ran);
  CHECK(error["code"] == "not-allowed");
  CHECK(error["details"]["line"] == 4);
  CHECK(desk.answer("user list -o count") == "1\n");
  CHECK(desk.changes() == 2);  // the attempt is history
}

TEST_CASE("whoever takes their own role in a batch has to mean it", "[cli][batch]") {
  Desk desk(
      "user add --name Ann ann@contoso.example --role global-admin\n"
      "role assign ann@contoso.example account-admin\n"
      "user disable ann@contoso.example\n"
      "user enable ann@contoso.example\n");
  CHECK(desk.batch().code == 0);
  write_file(desk.folder() / "todo.txt", "role unassign ada@contoso.example account-admin\nuser list --fields id\n");
  CHECK(desk.batch().code == 0);
}

TEST_CASE("nobody carries a batch on whose account it has closed", "[cli][batch]") {
  Desk desk("user disable ada@contoso.example\nversion\nuser list\n");
  const auto ran = desk.batch("--yes -o json");
  CHECK(error_of(ran)["code"] == "not-signed-in");
  CHECK(error_of(ran)["details"]["line"] == 3);
  CHECK(desk.run("whoami").code == 0);
}

TEST_CASE("a batch that is refused leaves no file and no change behind", "[cli][batch]") {
  Desk desk("");
  write_file(desk.folder() / "todo.txt", hires(desk.folder()) + "role assign zoe@contoso.example report-viewer\n");
  CHECK(desk.batch().code == 3);
  CHECK_FALSE(std::filesystem::exists(desk.folder() / "bob.csv"));
  CHECK_FALSE(std::filesystem::exists(desk.folder() / "bob.csv.partial"));
  CHECK(desk.changes() == 1);
  write_file(desk.folder() / "todo.txt", hires(desk.folder()));
  const auto ran = desk.batch();
  CHECK(ran.code == 0);
  const auto lines = lines_of(ran.out);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0]["data"]["user"]["temporary_password"].is_string());
  CHECK(lines[1]["data"]["user"]["temporary_password"].is_null());
  CHECK(mode_of(desk.folder() / "bob.csv") == 0600);
  CHECK(read_file(desk.folder() / "bob.csv").find("bob@contoso.example,Bob,") != std::string::npos);
}

TEST_CASE("no two lines of a batch write the same file", "[cli][batch]") {
  Desk desk("");
  write_file(desk.folder() / "todo.txt", hires(desk.folder()) + hires(desk.folder()));
  const auto ran = desk.batch("-o json");
  CHECK(ran.code == 5);
  const auto fault = error_of(ran)["details"]["faults"].at(0);
  CHECK(fault["code"] == "file-exists");
  CHECK(fault["line"] == 5);
}

TEST_CASE("a batch that is interrupted changes nothing", "[cli][batch]") {
  Desk desk("");
  write_file(desk.folder() / "todo.txt", hires(desk.folder()));
  for (int after = 1; after < 7; ++after) {
    INFO(after);
    int asked = 0;
    desk.world().check_interrupted = [&] {
      if (++asked == after) throw Error(kInterrupted);
    };
    const auto ran = desk.batch();
    desk.world().check_interrupted = [] {};
    CHECK(ran.code == 130);
    CHECK(ran.out.empty());
    CHECK(desk.answer("user list -o count") == "1\n");
    CHECK_FALSE(std::filesystem::exists(desk.folder() / "bob.csv.partial"));
  }
}

TEST_CASE("a batch of single change-sets that is interrupted says what was done", "[cli][batch]") {
  Desk desk("");
  write_file(desk.folder() / "todo.txt", hires(desk.folder()));
  int asked = 0;
  desk.world().check_interrupted = [&] {
    if (++asked == 6) throw Error(kInterrupted);  // three lines are read; each is asked before and at its commit
  };
  const auto ran = desk.batch("--each");
  desk.world().check_interrupted = [] {};
  CHECK(ran.code == 130);
  CHECK(lines_of(ran.out).size() == 1);
  CHECK(ran.err.find("1 of 3 commands was done, the others were not run") != std::string::npos);
  CHECK(desk.answer("user list -o count") == "2\n");
}

TEST_CASE("that nobody read what a batch shows only once is said", "[cli][batch]") {
  Desk desk("");
  write_file(desk.folder() / "todo.txt", hires(desk.folder()));
  desk.out.broken = kGone;
  const auto whole = desk.batch();
  desk.out.broken.reset();
  CHECK(whole.code == 9);
  CHECK(whole.err.find("nobody read the data") != std::string::npos);
  CHECK(desk.answer("user list -o count") == "4\n");
}

TEST_CASE("where nobody reads the answers any more no more is done", "[cli][batch]") {
  Desk desk("");
  write_file(desk.folder() / "todo.txt", hires(desk.folder()));
  desk.out.broken = kGone;
  const auto ran = desk.batch("--each");
  desk.out.broken.reset();
  CHECK(ran.code == 9);
  CHECK(ran.err.find("1 of 3 commands was done") != std::string::npos);
  CHECK(desk.answer("user list -o count") == "2\n");
}

TEST_CASE("questions in a batch that try what would help leave nothing behind", "[cli][batch]") {
  Desk desk(
      "user add --name Ann ann@contoso.example --role helpdesk-agent\n"
      "access explain ann@contoso.example billing:manage-billing\n"
      "access who-can billing:manage-billing\n"
      "user history ann@contoso.example\n"
      "diff --from @1\n"
      "guard list\n"
      "user edit ann@contoso.example --job-title Agent\n");
  const auto ran = desk.batch();
  CHECK(ran.err.find("error") == std::string::npos);
  REQUIRE(lines_of(ran.out).size() == 7);
  for (const auto& line : lines_of(ran.out)) CHECK(line["ok"] == true);
  CHECK(desk.run("audit verify").code == 0);
  CHECK(desk.changes() == 2);
}

TEST_CASE("what needs a change-set of its own has one in a batch of them", "[cli][batch]") {
  Desk desk("");
  write_file(desk.folder() / "people.csv", "name,email\nDee,dee@contoso.example\n");
  write_file(desk.folder() / "todo.txt", "user import " + (desk.folder() / "people.csv").string() + " --credentials " +
                                             (desk.folder() / "dee.csv").string() +
                                             "\nuser list --as-of @1 --fields id\nundo 2\naudit list --fields change\n"
                                             "audit verify\nuser purge dee@contoso.example --yes\naudit verify\n");
  const auto ran = desk.batch("--each");
  CHECK(ran.code == 0);
  const auto lines = lines_of(ran.out);
  REQUIRE(lines.size() == 7);
  CHECK(lines[1]["data"]["users"].size() == 1);
  CHECK(lines[3]["data"]["changes"].size() == 3);
  CHECK(lines[6]["exit"] == 0);
}

TEST_CASE("a dry run of single change-sets sees what the lines before would have done", "[cli][batch]") {
  Desk desk(
      "user add --name Ann ann@contoso.example --role global-admin\n"
      "user add --name Ann ann@contoso.example\n"
      "role unassign ada@contoso.example global-admin\n"
      "user disable ann@contoso.example\n"
      "user list --fields email\n");
  const auto ran = desk.batch("--each --dry-run --yes");
  CHECK(ran.code == 7);
  const auto lines = lines_of(ran.out);
  REQUIRE(lines.size() == 5);
  CHECK(lines[0]["ok"] == true);
  CHECK(lines[1]["error"]["code"] == "email-taken");
  CHECK(lines[2]["error"]["code"] == "last-global-admin");  // Ann cannot sign in yet
  CHECK(lines[3]["ok"] == true);
  CHECK(lines[4]["data"]["users"].size() == 2);
  CHECK(desk.answer("user list -o count") == "1\n");
  CHECK(desk.changes() == 1);
}

TEST_CASE("a batch acts by the token that it is given", "[cli][batch]") {
  Desk desk("user list --fields id\nuser add --name Ann ann@contoso.example\n");
  const auto token = desk.folder() / "token";
  CHECK(desk.run("token create --name ci --out " + token.string()).code == 0);
  CHECK(desk.run("sign-out").code == 0);
  desk.env["PCADMIN_TOKEN_FILE"] = token.string();
  CHECK(desk.batch().code == 0);
  CHECK(lines_of(desk.batch("--each").out).at(1)["error"]["code"] == "email-taken");
  CHECK(desk.answer("audit list --fields via -o tsv --no-header").starts_with("token ci\n"));
}

}  // namespace
