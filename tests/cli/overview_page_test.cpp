#include "cli/page/overview_page.hpp"

#include "support/test_world.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <regex>
#include <string>
#include <vector>

/// The page that `pcadmin report` writes.
namespace {

using namespace pcadmin;
using namespace pcadmin::test;
using Catch::Contains;
namespace fs = std::filesystem;

std::string page_of(TestWorld& world, const std::string& more = {}) {
  const auto ran = world.run("report -" + more);
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  CHECK(ran.err.empty());
  return ran.out;
}

void must(TestWorld& world, const std::vector<std::string>& words) {
  const auto ran = world.run_words(words);
  INFO(ran.err);
  REQUIRE(ran.code == 0);
}

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t times = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++times;
  return times;
}

/// What a browser would take for markup: the names of all tags.
std::vector<std::string> tags_of(const std::string& page) {
  std::vector<std::string> tags;
  for (auto at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1))
    tags.push_back(page.substr(at, page.find_first_of(" >", at) - at));
  return tags;
}

TEST_CASE("the report tells every section under its heading, and links to it", "[cli][page]") {
  TestWorld world;
  world.init();
  const auto page = page_of(world);
  for (const std::string title : {"Who administers the organisation", "Roles by category and program",
                                  "Growth over time", "Roles about to end", "Accounts never signed in"}) {
    INFO(title);
    CHECK(count(page, ">" + title + "</h2>") == 1);
    CHECK(count(page, ">" + title + "</a>") == 1);
  }
  CHECK(count(page, "<section aria-labelledby=") == 6);
  CHECK(page.find("esignation") == std::string::npos);  // a section that has nothing to tell is not there
  CHECK_THAT(page, Contains("<html lang=\"en\">") && Contains("<h1><bdi>Contoso</bdi></h1>"));
  CHECK(page.ends_with("</html>\n"));
}

/// A plan that takes two people with MS-102, of whom Ada is one until mid-January.
void plan(TestWorld& world, const std::string& title) {
  write_file(world.folder() / "plan.json",
             R"([{"name":"own-plan","title":")" + title +
                 R"(","programme":"Own","needs":8,"metrics":[{"name":"m","most":20,"each":4,"counts":["MS-102"]}]}])");
  write_file(world.folder() / "skills.csv",
             "email,kind,code,achieved,expires\nada@contoso.example,exam,MS-102,2026-01-15,2027-01-15\n");
  must(world, {"designation", "define", (world.folder() / "plan.json").string()});
  must(world, {"cert", "link", "990000001"});
  must(world, {"cert", "import", (world.folder() / "skills.csv").string()});
}

/// From the heading of designations on.
std::string designations_of(const std::string& page) {
  const auto at = page.find("<h2 id=\"designations\">");
  REQUIRE(at != std::string::npos);
  return page.substr(at, page.find("</section>", at) - at);
}

TEST_CASE("the report tells designations that are of concern against their thresholds", "[cli][page]") {
  TestWorld world;
  world.init();
  plan(world, "Our plan");
  const auto page = page_of(world);
  CHECK(count(page, "<section aria-labelledby=") == 7);
  CHECK(count(page, ">Designations against their thresholds</a>") == 1);
  const auto section = designations_of(page);
  CHECK_THAT(section, Contains("Of 1 designation, 0 have the points it takes."));
  const auto row = section.substr(section.rfind(">Our plan<"));
  // Standing, points, threshold, people counted, in three months, and how far the numbers are to be trusted.
  const std::regex cells(">below<[^]*>4<[^]*>8<[^]*>1<[^]*>below<[^]*>own<");
  CHECK(std::regex_search(row, cells));
  CHECK_THAT(section, Contains("<code>pcadmin designation status</code>"));
  CHECK_THAT(section, !Contains("Modern Work"));  // for which nobody counts
}

TEST_CASE("no title of a designation can become markup in the report", "[cli][page]") {
  TestWorld world;
  world.init();
  plan(world, "</table><script>alert(1)</script>");
  const auto page = page_of(world);
  CHECK(page.find("<script") == std::string::npos);
  CHECK_THAT(designations_of(page), Contains("&lt;/table&gt;&lt;script&gt;alert(1)&lt;/script&gt;"));
}

TEST_CASE("the report of a past moment tells the designations of then", "[cli][page]") {
  TestWorld world;
  world.init();
  plan(world, "Our plan");
  must(world, {"designation", "reset", "own-plan"});
  CHECK_THAT(page_of(world), !Contains("Our plan") && !Contains("id=\"designations\""));
  const auto then = designations_of(page_of(world, " --as-of @4"));
  CHECK_THAT(then, Contains("Our plan") && Contains("<code>pcadmin designation status --as-of @4</code>"));
}

TEST_CASE("the report needs nothing beside it and runs nothing", "[cli][page]") {
  TestWorld world;
  world.init();
  const auto page = page_of(world);
  for (const auto* const outside : {"<script", "src=", "url(", "@import", "http:", "https:", "<link", "<img"}) {
    INFO(outside);
    CHECK_THAT(page, !Contains(outside));
  }
  CHECK_FALSE(std::regex_search(page, std::regex(R"(\son[a-z]+=)")));
  CHECK_THAT(page, Contains("Content-Security-Policy") && Contains("default-src 'none'"));
}

TEST_CASE("no name can become markup in the report", "[cli][page]") {
  TestWorld plain_world;
  plain_world.init();
  const auto write = [](TestWorld& world, const std::string& name, const std::string& place) {
    must(world, {"location", "add", "4391508", "--name", place, "--country", "DE"});
    must(world, {"user", "add", "--name", name, "ann@contoso.example", "--role", "account-admin"});
    must(world,
         {"role", "assign", "ann@contoso.example", "referrals-user", "--location", "4391508", "--expires", "3d"});
    return page_of(world);
  };
  const auto plain = tags_of(write(plain_world, "Ann Lee", "Berlin"));
  for (const std::string name :
       {"<script>alert(1)</script>", "</table></section><h1>Gone", "'><img src=x onerror=alert(1)>", "{title}", "{}",
        "</style><script>x</script>", "<!--", "&lt;", "\xD7\xA2\xD7\x93 <i>"}) {
    INFO(name);
    TestWorld world;
    world.init();
    const auto page = write(world, name, name);
    CHECK(tags_of(page) == plain);
    CHECK(page.find("<script") == std::string::npos);
  }
}

TEST_CASE("a hostile name of the organisation is only a name", "[cli][page]") {
  TestWorld world;
  world.in.give(std::string(TestWorld::kAdasPassword) + "\n");
  must(world, {"init", "--org", "Contoso </title><script>alert(1)</script> & \"Sons\"", "--partner-id", "4391507",
               "--name", "Ada", "--email", "ada@contoso.example", "--password-stdin"});
  const auto page = page_of(world);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(count(page, "Contoso &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Sons&quot;") == 2);
}

TEST_CASE("long lists are cut in the report with a count and the command that lists all", "[cli][page]") {
  TestWorld world;
  world.init();
  std::string rows = "name,email,roles\n";
  for (int i = 0; i < 1'200; ++i) rows += "Ann,ann" + std::to_string(i) + "@contoso.example,account-admin\n";
  write_file(world.folder() / "hires.csv", rows);
  must(world, {"user", "import", (world.folder() / "hires.csv").string(), "--credentials",
               (world.folder() / "secret.csv").string()});
  const auto page = page_of(world);
  CHECK_THAT(page, Contains("<strong>50 of 1,201 are shown.</strong> All of them: <code>pcadmin admins list</code>"));
  CHECK_THAT(page, Contains("<strong>50 of 1,200 are shown.</strong> All of them: <code>pcadmin user list --state "
                            "active --sort created --filter &#39;last_sign_in is empty&#39;</code>"));
  const auto listed = world.run("user list --state active --sort created --filter 'last_sign_in is empty' -o count");
  CHECK(listed.out == "1200\n");
  CHECK(count(page, "@contoso.example") <= 100);
}

TEST_CASE("below a list that is empty the report names no command that lists all", "[cli][page]") {
  TestWorld world;
  world.init();
  const auto page = page_of(world);
  CHECK_THAT(page, Contains("No role ends by") && Contains("has signed in at least once"));
  CHECK_THAT(page, !Contains("pcadmin role expiring") && !Contains("pcadmin user list"));
}

TEST_CASE("roles that most people hold share the place in the words of a plot", "[cli][page]") {
  TestWorld world;
  world.init();
  must(world, {"role", "assign", "ada@contoso.example", "user-management-admin"});
  CHECK_THAT(page_of(world),
             Contains("Global admin and User management admin each held by 1 person, more than the others"));
  must(world, {"user", "add", "--name", "Ann Lee", "ann@contoso.example", "--role", "global-admin"});
  CHECK_THAT(page_of(world), Contains("Global admin held by 2 people, more than any other of these 3 roles"));
}

TEST_CASE("the report of a past moment names commands that ask of it", "[cli][page]") {
  TestWorld world;
  world.init();
  must(world, {"role", "assign", "ada@contoso.example", "referrals-user", "--expires", "3d"});
  must(world, {"user", "add", "--name", "Ann Lee", "ann@contoso.example"});
  const auto page = page_of(world, " --as-of @2 --within 2w");
  CHECK(page.find("Ann Lee") == std::string::npos);
  CHECK_THAT(page, Contains("<code>pcadmin role expiring --within 14d --as-of @2</code>"));
  world.clock.time += std::chrono::minutes(5);
  CHECK_THAT(page_of(world, " --as-of -1m"), Contains("<code>pcadmin admins list --as-of 2026-11-23T09:19:00Z</code>"));
  CHECK_THAT(page_of(world), Contains("<code>pcadmin admins list</code>"));
}

TEST_CASE("the report is a file for its owner alone, all of it or none", "[cli][page]") {
  TestWorld world;
  world.init();
  const auto file = world.folder() / "access.html";
  must(world, {"report", file.string()});
  CHECK(mode_of(file) == 0600);
  CHECK_FALSE(fs::exists(file.string() + ".partial"));
  CHECK(read_file(file) == page_of(world));
  const auto again = world.run_words({"report", file.string()});
  CHECK(again.code == 4);
  CHECK_THAT(again.err, Contains("[file-exists]"));
}

}  // namespace
