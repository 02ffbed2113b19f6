#include "pcadmin/interchange/designation_file.hpp"

#include "interchange/text_source.hpp"

#include "pcadmin/base/result.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;               // NOLINT(google-build-using-namespace)
using namespace pcadmin::domain;       // NOLINT(google-build-using-namespace)
using namespace pcadmin::interchange;  // NOLINT(google-build-using-namespace)
using pcadmin::test::TextSource;

std::vector<Designation> read(std::string_view text, std::size_t chunk = 64 * 1024) {
  TextSource source(text, chunk);
  return read_designations(source);
}

/// `line:column pointer code`, one a fault.
std::vector<std::string> faults_of(std::string_view text) {
  try {
    read(text);
  } catch (const Error& error) {
    const auto& failure = error.failure();
    CHECK(failure.kind == FailureKind::invalid);
    if (failure.code != "designation-faults") return {failure.code};
    std::vector<std::string> faults;
    for (const auto& row : std::get<std::vector<DetailRow>>(failure.details.at(1).second)) {
      const auto word = [&](std::size_t at) { return std::get<std::string>(row.at(at).second); };
      faults.push_back(std::to_string(std::get<std::int64_t>(row[0].second)) + ":" +
                       std::to_string(std::get<std::int64_t>(row[1].second)) + " " + word(2) + " " + word(3));
    }
    return faults;
  }
  FAIL("this should have been refused: " << text);
  return {};
}

using Faults = std::vector<std::string>;

constexpr std::string_view kWhole = R"({"designations": [
  {"name": "modern-work", "title": "Modern Work", "programme": "Solutions Partner", "needs": "70", "every_metric": true,
   "confidence": "documented", "source": "a page", "origin": "own",
   "metrics": [
     {"name": "advanced", "most": 15, "counts": ["MS-102", "Teams"], "kind": "certification", "each": 2.14,
      "full_at": 7, "gate": 1, "confidence": "community", "source": "a file"},
     {"name": "performance", "most": 60, "reported": "12.5", "kind": null}]}]})";

/// A file of one designation with one metric of these fields.
std::string with_metric(std::string_view fields) {
  return R"([{"name":"x","title":"X","programme":"P","metrics":[{"name":"m",)" + std::string(fields) + "}]}]";
}

TEST_CASE("a designation has every field of its file however the bytes come", "[interchange][designation]") {
  for (const std::size_t chunk : {1, 7, 65536}) {
    const auto all = read(kWhole, chunk);
    REQUIRE(all.size() == 1);
    const auto& one = all[0];
    CHECK(one.name.text() == "modern-work");
    CHECK(one.title.text() == "Modern Work");
    CHECK(one.programme.text() == "Solutions Partner");
    CHECK(one.needs->text() == "70");
    CHECK(one.every_metric);
    CHECK(one.confidence == Confidence::documented);
    CHECK(one.source->text() == "a page");
    REQUIRE(one.metrics.size() == 2);
    const auto& advanced = one.metrics[0];
    CHECK(advanced.most.text() == "15");
    REQUIRE(advanced.people);
    CHECK(advanced.people->counts.at(1).text() == "Teams");
    CHECK(advanced.people->kind == SkillKind::certification);
    CHECK(advanced.people->each.text() == "2.14");
    CHECK(advanced.people->full_at == 7);
    CHECK(advanced.people->gate == 1);
    CHECK(advanced.confidence == Confidence::community);
    CHECK(advanced.source->text() == "a file");
    const auto& performance = one.metrics[1];
    CHECK_FALSE(performance.people);
    CHECK(performance.reported->text() == "12.5");
    CHECK(performance.confidence == Confidence::own);
  }
}

TEST_CASE("a list of designations alone, and one alone, are files of designations", "[interchange][designation]") {
  CHECK(read(with_metric(R"("gate":2)")).size() == 1);
  CHECK(read(R"({"designation":)" + with_metric(R"("gate":2)").substr(1, with_metric(R"("gate":2)").size() - 2) + "}")
            .size() == 1);
}

TEST_CASE("warnings of the answer that a file was made from are passed over", "[interchange][designation]") {
  const std::string one = R"({"name":"own-plan","title":"Plan","programme":"Own","metrics":[{"name":"m","gate":2}]})";
  CHECK(read(R"({"designation":)" + one + R"(,"warnings":["not verified"]})").size() == 1);
}

TEST_CASE("what is null is not there", "[interchange][designation]") {
  const auto all = read(with_metric(R"("most":20,"counts":null,"each":null,"reported":null)"));
  CHECK_FALSE(all.at(0).metrics.at(0).people);
  CHECK_FALSE(all.at(0).metrics.at(0).reported);
  CHECK_FALSE(all.at(0).needs);
}

TEST_CASE("everything that is wrong with designations is said at once with line and pointer",
          "[interchange][designation]") {
  CHECK(faults_of("[{\"name\": \"a b\", \"title\": \"T\", \"programme\": \"P\", \"needs\": -1,\n"
                  "  \"colour\": 1, \"metrics\": [\n"
                  "    {\"name\": \"m\", \"most\": 10, \"counts\": [\"A\", 7, [1]], \"kind\": \"badge\",\n"
                  "     \"full_at\": 501, \"gate\": 1.5, \"every\": 1},\n"
                  "    7]},\n"
                  " {\"name\": \"x\"}, 3]") ==
        Faults{"1:12 /0/name invalid-requirement-name", "1:59 /0/needs invalid-points", "2:4 /0/colour unknown-field",
               "3:50 /0/metrics/0/counts designation-structure", "3:65 /0/metrics/0/kind invalid-skill-kind",
               "4:17 /0/metrics/0/full_at invalid-people", "4:30 /0/metrics/0/gate invalid-people",
               "4:36 /0/metrics/0/every unknown-field", "5:5 /0/metrics/1 designation-structure",
               "6:2 /1 missing-field", "6:2 /1 missing-field", "6:2 /1 missing-field",
               "6:17 /2 designation-structure"});
}

TEST_CASE("a field that stands twice, and one whose name needs escaping, are told by their pointers",
          "[interchange][designation]") {
  CHECK(faults_of(R"({"designations":[{"name":"x","name":"y","a/b~c":1,"title":"X","programme":"P","metrics":[]}]})") ==
        Faults{"1:31 /designations/0/name duplicate-field", "1:42 /designations/0/a~1b~0c unknown-field"});
}

TEST_CASE("what does not fit together is told where it stands", "[interchange][designation]") {
  CHECK(faults_of(with_metric(R"("most":20,"each":21)")) == Faults{"1:53 /0/metrics/0/each points-over-most"});
  CHECK(faults_of(R"([{"name":"x","title":"X","programme":"P","needs":1,"metrics":[{"name":"m","gate":2}]}])") ==
        Faults{"1:2 /0/needs threshold-out-of-reach"});
}

TEST_CASE("a metric is either counted or reported", "[interchange][designation]") {
  CHECK(faults_of(with_metric(R"("most":20,"each":1,"reported":3)")) ==
        Faults{"1:95 /0/metrics/0/reported reported-and-counted"});
}

TEST_CASE("a designation that stands twice in a file is refused", "[interchange][designation]") {
  auto twice = with_metric(R"("gate":2)");
  twice = "[" + twice.substr(1, twice.size() - 2) + "," + twice.substr(1);
  const auto faults = faults_of(twice);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].ends_with("/1/name designation-twice"));
}

TEST_CASE("a file that is no file of designations is refused as what it is", "[interchange][designation]") {
  CHECK(faults_of("") == Faults{"empty-file"});
  CHECK(faults_of("caf\xE9") == Faults{"not-utf8"});
  CHECK(faults_of(std::string("[\0]", 3)) == Faults{"nul-byte"});
  CHECK(faults_of(std::string(kMostOfDesignationFile + 1, ' ')) == Faults{"file-too-long"});
  CHECK(faults_of("name: x") == Faults{"1:2  designation-syntax"});
  CHECK(faults_of("7") == Faults{"1:1  designation-structure"});
  CHECK(faults_of("[]") == Faults{"1:1  designation-structure"});
  CHECK(faults_of("{}") == Faults{"1:1  missing-field"});
  CHECK(faults_of("[[[[[[[[[]]]]]]]]]") == Faults{"1:9  designation-structure"});
}

TEST_CASE("what is shipped is well-formed, fits together, and says where each number is from",
          "[interchange][designation]") {
  const auto& all = shipped_designations();
  std::set<std::string> names;
  for (const auto& one : all) {
    INFO(one.name.text());
    names.insert(one.name.text());
    CHECK(one.source);
    CHECK(one.confidence != Confidence::own);
    for (const auto& metric : one.metrics) {
      CHECK(metric.source);
      CHECK(metric.confidence != Confidence::own);
    }
  }
  CHECK(names.size() == all.size());
  CHECK(std::ranges::count_if(all, [](const auto& one) { return one.programme.text() == "Solutions Partner"; }) == 10);
  CHECK(std::ranges::count_if(names, [](const auto& name) { return name.starts_with("competency-"); }) == 36);
}

TEST_CASE("what is shipped of business applications is what the reference says", "[interchange][designation]") {
  const auto& all = shipped_designations();
  const auto metrics_of = [&](std::string_view name) {
    return std::ranges::find(all, name, [](const Designation& one) { return std::string_view(one.name.text()); })
        ->metrics;
  };
  const auto enterprise = metrics_of("business-applications-enterprise");
  CHECK(points_for(enterprise.at(0), 20).text() == "20");
  CHECK(points_for(enterprise.at(1), 6).text() == "12.84");
  CHECK(points_for(enterprise.at(1), 7).text() == "15");
  const auto smb = metrics_of("business-applications-smb");
  CHECK(points_for(smb.at(0), 5).text() == "20");
  CHECK(points_for(smb.at(1), 2).text() == "15");
}

TEST_CASE("a number that no source vouches for is shipped as one that is not verified", "[interchange][designation]") {
  for (const auto& one : shipped_designations()) {
    INFO(one.name.text());
    CHECK_FALSE(is_verified(weakest(one)));
  }
}

}  // namespace
