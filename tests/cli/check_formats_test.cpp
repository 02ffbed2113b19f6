#include "cli/commands/access/check_formats.hpp"

#include "support/test_world.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::cli;

Checked checked(std::string name, bool holds, interchange::Severity severity = interchange::Severity::error) {
  return {{std::move(name), "At most 4 global admins",
           value_or_throw(domain::parse_assertion("at most 4 global-admin")), severity},
          {.holds = holds,
           .violations = holds ? 0 : 1,
           .who = holds ? std::vector<std::string>{} : std::vector<std::string>{"o'brien&co@contoso.example"},
           .what = holds ? "fine" : "1 person holds it: <o'brien&co@contoso.example>",
           .mend = holds ? std::nullopt : std::optional<std::string>("pcadmin role unassign USER global-admin")}};
}

/// Names no file format is fond of.
std::vector<Checked> hostile() {
  return {checked("plain", true),
          checked("<![CDATA[ ]]> &amp; \"quoted\" 'so' -->", false),
          checked("# SKIP everything \\# SKIP", false),
          checked("ok 7 - \xF0\x9F\x92\xA3 \xEF\xBF\xBE\xEF\xBF\xBF z", false),
          checked("controls \x1b[31m \xC2\x85 \xE2\x80\xAE", false),
          checked("only said", false, interchange::Severity::warning)};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("JUnit XML is read by a strict parser with every name and number in it", "[cli]") {
  test::TestWorld world;
  const auto report = world.folder() / "report.xml";
  const auto script = world.folder() / "read.py";
  test::write_file(report, to_junit(hostile(), Time(std::chrono::seconds(1795435200))));
  test::write_file(script,
                   "import sys, xml.etree.ElementTree as tree\n"
                   "root = tree.parse(sys.argv[1]).getroot()\n"
                   "assert root.tag == 'testsuites'\n"
                   "suite, = root\n"
                   "cases = list(suite)\n"
                   "assert suite.tag == 'testsuite' and suite.get('timestamp') == '2026-11-23T12:00:00'\n"
                   "assert [one.tag for one in cases] == ['testcase'] * 6\n"
                   "count = lambda tag: sum(one.find(tag) is not None for one in cases)\n"
                   "for counts in (root, suite):\n"
                   "    assert counts.get('tests') == '6' and counts.get('errors') == '0'\n"
                   "    assert counts.get('failures') == str(count('failure')) == '4'\n"
                   "    assert counts.get('skipped') == str(count('skipped')) == '1'\n"
                   "assert cases[1].get('name') == '<![CDATA[ ]]> &amp; \"quoted\" \\'so\\' -->'\n"
                   "assert cases[3].get('name') == 'ok 7 - \\U0001F4A3 \\ufffd\\ufffd z'\n"
                   "assert cases[4].get('name') == r'controls \\x1b[31m \\u{85} \\u{202e}'\n"
                   "failure = cases[1].find('failure')\n"
                   "assert failure.get('message') == \"1 person holds it: <o'brien&co@contoso.example>\"\n"
                   "assert failure.text.splitlines() == ['At most 4 global admins', \"o'brien&co@contoso.example\",\n"
                   "    'mend: pcadmin role unassign USER global-admin']\n"
                   "warning = cases[5]\n"
                   "assert [one.tag for one in warning] == ['skipped', 'system-out']\n"
                   "assert warning[0].get('message') == 'a warning only: ' + failure.get('message')\n"
                   "assert warning[1].text == failure.text\n");
  CHECK(std::system(("python3 " + script.string() + " " + report.string()).c_str()) == 0);
}

TEST_CASE("TAP has a plan and a line for each check that no name can change", "[cli]") {
  const auto all = hostile();
  const auto lines = lines_of(to_tap(all));
  REQUIRE(lines.size() > 2);
  CHECK(lines[0] == "TAP version 14");
  CHECK(lines[1] == "1..6");
  std::vector<std::string> results;
  std::ranges::copy_if(lines, std::back_inserter(results),
                       [](const std::string& line) { return line.starts_with("ok ") || line.starts_with("not ok "); });
  CHECK(results == std::vector<std::string>{
                       "ok 1 - plain", "not ok 2 - <![CDATA[ ]]> &amp; \"quoted\" 'so' -->",
                       "not ok 3 - \\# SKIP everything \\\\\\# SKIP",
                       "not ok 4 - ok 7 - \xF0\x9F\x92\xA3 \xEF\xBF\xBE\xEF\xBF\xBF z",
                       "not ok 5 - controls \\\\x1b[31m \\\\u{85} \\\\u{202e}",
                       "not ok 6 - only said # TODO a warning only: 1 person holds it: <o'brien&co@contoso.example>"});
  for (const auto& line : lines) {
    if (!line.starts_with("  message: ")) continue;
    CHECK(nlohmann::json::parse(line.substr(11)) == "1 person holds it: <o'brien&co@contoso.example>");
  }
  CHECK(std::ranges::count(lines, "  ---") == 5);
  CHECK(std::ranges::count(lines, "  assert: \"at most 4 global-admin\"") == 5);
  CHECK(std::ranges::count(lines, "  written: \"At most 4 global admins\"") == 5);
  CHECK(std::ranges::count(lines, "  ...") == 5);
}
