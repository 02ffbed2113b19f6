#include "pcadmin/interchange/policy_file.hpp"

#include "interchange/text_source.hpp"

#include "pcadmin/base/result.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

namespace {

using namespace pcadmin::interchange;  // NOLINT(google-build-using-namespace)
using pcadmin::DetailRow;
using pcadmin::Error;
using pcadmin::Failure;
using pcadmin::test::TextSource;

std::vector<PolicyCheck> read(std::string_view text, std::size_t chunk = 64 * 1024) {
  TextSource source(text, chunk);
  return read_policy(source);
}

Failure failure_of(std::string_view text) {
  try {
    read(text);
  } catch (const Error& error) {
    CHECK(error.failure().kind == pcadmin::FailureKind::invalid);
    return error.failure();
  }
  FAIL("this should have been refused: " << text);
  return {};
}

/// `line:column code`, one a fault.
std::vector<std::string> faults_of(std::string_view text) {
  const auto failure = failure_of(text);
  if (failure.code != "policy-faults") return {failure.code};
  std::vector<std::string> faults;
  for (const auto& row : std::get<std::vector<DetailRow>>(failure.details.at(1).second)) {
    faults.push_back(std::to_string(std::get<std::int64_t>(row[0].second)) + ":" +
                     std::to_string(std::get<std::int64_t>(row[1].second)) + " " +
                     std::get<std::string>(row[3].second));
  }
  return faults;
}

using Faults = std::vector<std::string>;

constexpr std::string_view kYaml =
    "# who may do what\n"
    "version: 1\n"
    "checks:\n"
    "  - at least 2 global admins 30 days from now\n"
    "  - global-admin is a subset of {ada@contoso.example, bob@contoso.example}\n"
    "  - name: \"two pairs of eyes\"\n"
    "    assert: >\n"
    "      nobody holds account-admin\n"
    "      and incentives-admin\n"
    "    severity: warning\n";

constexpr std::string_view kJson =
    R"({"version": 1, "checks": ["at least 2 global admins 30 days from now",
        "global-admin is a subset of {ada@contoso.example, bob@contoso.example}",
        {"name": "two pairs of eyes", "assert": "nobody holds account-admin and incentives-admin", "severity": "warning"}]})";

void check_is_the_policy(const std::vector<PolicyCheck>& checks) {
  REQUIRE(checks.size() == 3);
  CHECK(checks[0].name == "at least 2 global admins 30 days from now");
  CHECK(checks[0].written == checks[0].name);
  CHECK(to_text(checks[0].assertion) == "at least 2 global-admin 30d from now");
  CHECK(checks[0].severity == Severity::error);
  CHECK(checks[1].name == "global-admin is a subset of {ada@contoso.example, bob@contoso.example}");
  CHECK(checks[2].name == "two pairs of eyes");
  CHECK(checks[2].written == "nobody holds account-admin and incentives-admin");  // a line, however it was folded
  CHECK(to_text(checks[2].assertion) == "nobody holds account-admin and incentives-admin");
  CHECK(checks[2].severity == Severity::warning);
}

TEST_CASE("a policy is the same in YAML and JSON however its bytes come", "[interchange][policy]") {
  for (const std::size_t chunk : {1, 7, 65536}) {
    check_is_the_policy(read(kYaml, chunk));
    check_is_the_policy(read(kJson, chunk));
  }
  check_is_the_policy(read("\xEF\xBB\xBF" + std::string(kYaml)));
  check_is_the_policy(read("\xEF\xBB\xBF \n" + std::string(kJson)));
  std::string crlf;
  for (const char c : kYaml) crlf += c == '\n' ? "\r\n" : std::string(1, c);
  check_is_the_policy(read(crlf));
}

TEST_CASE("a list of sentences alone is a policy", "[interchange][policy]") {
  CHECK(read("- at most 4 global-admin\n- no permanent assignment of privileged roles\n").size() == 2);
  CHECK(read("---\n- at most 4 global-admin\n...\n").size() == 1);
  CHECK(read(R"(["at most 4 global-admin"])").size() == 1);
  CHECK(read("- 'at most 4 global-admin'\n- \"at most 4 global-admin\"").size() == 2);
}

TEST_CASE("everything that is wrong with a policy is said at once with its place", "[interchange][policy]") {
  CHECK(faults_of("version: 2\n"
                  "checks:\n"
                  "  - nobody holds global-admn and account-admin\n"
                  "  - name: ''\n"
                  "    assert: at least two global-admin\n"
                  "    severty: warning\n"
                  "  - assert: 'at most x erv'\n"
                  "    severity: mild\n"
                  "  - [a, b]\n"
                  "  - name: lonely\n"
                  "owner: me\n") == Faults{"1:10 policy-version", "3:18 invalid-assertion", "4:12 invalid-check-name",
                                           "5:22 invalid-assertion", "6:5 unknown-field", "7:22 invalid-assertion",
                                           "8:15 invalid-severity", "9:5 policy-structure", "10:5 missing-field",
                                           "11:1 unknown-field"});
  CHECK(faults_of("{\"version\": 1,\n \"checks\": [\"nobody holds görl and erv\",\n  7, {\"assert\": 3}, null,\n"
                  "  {\"assert\": \"at least 0 erv\", \"assert\": \"at least 1 erv\"}]}") ==
        Faults{"2:27 invalid-assertion", "3:3 policy-structure", "3:17 policy-structure", "3:21 policy-structure",
               "4:24 invalid-assertion", "4:33 duplicate-field"});
  CHECK(faults_of("version: 1\n") == Faults{"1:1 missing-field"});
  CHECK(faults_of("checks: [at most 4 erv]\n") == Faults{"1:1 missing-field"});
  CHECK(faults_of("checks: []\nversion: 1\n") == Faults{"1:9 empty-policy"});
  CHECK(faults_of("[]") == Faults{"1:1 empty-policy"});
  CHECK(faults_of("at most 4 erv") == Faults{"1:1 policy-structure"});
  CHECK(faults_of("version: 1\nversion: 1\nchecks: [at most 4 erv]\n") == Faults{"2:1 duplicate-field"});
  CHECK(faults_of("- name: x\n  name: y\n  assert: at most 4 erv\n") == Faults{"2:3 duplicate-field"});
  CHECK(faults_of("- ? [a]\n  : b\n") == Faults{"1:3 missing-field", "1:5 policy-structure"});
}

TEST_CASE("a fault in a sentence of several lines or with escapes is told where the sentence begins",
          "[interchange][policy]") {
  CHECK(faults_of("- at least 2\n  global-admn\n") == Faults{"1:3 invalid-assertion"});
  CHECK(faults_of(R"(["at least 2 gl\u006fbal-admn"])") == Faults{"1:2 invalid-assertion"});
}

TEST_CASE("a file that is no policy is refused as what it is", "[interchange][policy]") {
  CHECK(faults_of("") == Faults{"empty-file"});
  CHECK(faults_of("\xEF\xBB\xBF \r\n") == Faults{"empty-file"});
  CHECK(faults_of("# nothing\n") == Faults{"1:1 policy-structure"});
  CHECK(faults_of(std::string("- a\0b", 5)) == Faults{"nul-byte"});
  CHECK(faults_of("- caf\xE9") == Faults{"not-utf8"});
  CHECK(faults_of(std::string(PolicyLimits::kBytes + 1, 'a')) == Faults{"file-too-long"});
  CHECK(faults_of("- a: [\n- b") == Faults{"2:1 policy-syntax"});
  CHECK(faults_of("a: b: c\n") == Faults{"1:5 policy-syntax"});
  CHECK(faults_of("\tchecks: x") == Faults{"1:1 policy-syntax"});
  CHECK(faults_of("- \x1b[31m") == Faults{"1:3 policy-syntax"});
  CHECK(faults_of("[\"a\",\n \"b\"") == Faults{"2:5 policy-syntax"});
  CHECK(faults_of("[at most 4 erv]") == Faults{"1:2 policy-syntax"});
  CHECK(faults_of("[\"at most 4 erv\"] []") == Faults{"1:19 policy-syntax"});
}

TEST_CASE("of YAML nothing is read that makes much of little", "[interchange][policy]") {
  CHECK(faults_of("- &a at most 4 erv\n- *a\n") == Faults{"1:3 policy-syntax"});
  CHECK(faults_of("- *a\n") == Faults{"1:3 policy-syntax"});
  CHECK(faults_of("- !!str at most 4 erv\n") == Faults{"1:3 policy-syntax"});
  CHECK(faults_of("- !python/object:os.system x\n") == Faults{"1:3 policy-syntax"});
  CHECK(faults_of("a: &x [1]\nb: {<<: *x}\n") == Faults{"1:4 policy-syntax"});
  CHECK(faults_of("- at most 4 erv\n---\n- at most 4 erv\n") == Faults{"2:1 policy-syntax"});
  std::string bomb = "a0: &a0 [lol, lol]\n";
  for (int i = 1; i < 30; ++i)
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + ", *a" +
            std::to_string(i - 1) + "]\n";
  CHECK(faults_of(bomb) == Faults{"1:5 policy-syntax"});
  CHECK(faults_of("x: " + std::string(100'000, '[')) == Faults{"1:11 policy-structure"});
  CHECK(faults_of(std::string(100'000, '[')) == Faults{"1:9 policy-structure"});
  CHECK(faults_of(std::string(100'000, '{')) == Faults{"1:2 policy-syntax"});
}

TEST_CASE("so many checks are read and no more", "[interchange][policy]") {
  std::string many;
  for (std::size_t i = 0; i < PolicyLimits::kChecks; ++i) many += "- at most 4 erv\n";
  CHECK(read(many).size() == PolicyLimits::kChecks);
  CHECK(faults_of(many + "- at most 4 erv\n") == Faults{"10001:3 too-many-checks"});
  std::string tiny;
  for (int i = 0; i < 500'000; ++i) tiny += "[\n";
  CHECK(faults_of("- [" + std::string(400'000, ',')) == Faults{"1:4 policy-syntax"});
  std::string items = "[";
  for (int i = 0; i < 300'000; ++i) items += "0,";
  CHECK(faults_of(items + "0]") == Faults{"1:160002 too-many-checks"});
  const auto failure = failure_of("- x\n" + std::string(400, ' ') + "- y\n");
  CHECK_FALSE(failure.hint.empty());
}

TEST_CASE("of many faults a hundred are told and all are counted", "[interchange][policy]") {
  std::string many;
  for (int i = 0; i < 250; ++i) many += "- nonsense\n";
  const auto failure = failure_of(many);
  CHECK(std::get<std::int64_t>(failure.details.at(0).second) == 250);
  CHECK(std::get<std::vector<DetailRow>>(failure.details.at(1).second).size() == PolicyLimits::kFaults);
  CHECK(failure.hint.find("150 more") != std::string::npos);
}

TEST_CASE("a file with any byte changed is a policy or refused as invalid", "[interchange][policy]") {
  std::mt19937 dice(3);
  for (const auto original : {kYaml, kJson}) {
    for (int round = 0; round < 1500; ++round) {
      std::string text(original);
      for (auto changes = 1 + dice() % 3; changes > 0; --changes) {
        const auto at = dice() % text.size();
        if (dice() % 3 == 0)
          text.erase(at, dice() % 5);
        else
          text[at] = static_cast<char>(32 + dice() % 96);
        if (text.empty()) text = " ";
      }
      try {
        const auto checks = read(text);
        CHECK_FALSE(checks.empty());
      } catch (const Error& error) {
        CHECK(error.failure().kind == pcadmin::FailureKind::invalid);
      }
    }
  }
}

}  // namespace
