#include "pcadmin/interchange/designation_file.hpp"

#include "designations_embedded.hpp"
#include "interchange/designation_fields.hpp"
#include "interchange/whole_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <set>

namespace pcadmin::interchange {

namespace {

using namespace domain;  // NOLINT(google-build-using-namespace)
using Kind = PolicyNode::Kind;

constexpr std::array<std::string_view, 2> kFileFields = {"designations", "designation"};
constexpr std::array<std::string_view, 8> kFields = {"name",         "title",      "programme", "needs",
                                                     "every_metric", "confidence", "source",    "metrics"};
constexpr std::array<std::string_view, 10> kMetricFields = {"name",    "most", "counts",   "kind",       "each",
                                                            "full_at", "gate", "reported", "confidence", "source"};
constexpr std::array<std::string_view, 5> kOfPeople = {"counts", "kind", "each", "full_at", "gate"};

/// Reads the tree of a file; collects everything that is wrong with it.
class Reader {
 public:
  explicit Reader(PlaceFaults& faults) : faults_(faults) {}

  void read(const PolicyNode& root) {
    if (root.kind == Kind::list) return read_list(root, "");
    if (root.kind != Kind::mapping) return structure(root, "", "this is neither a list nor an object");
    DesignationFields fields(root, "", kFileFields, faults_, "warnings");  // as an answer of `show` has them
    const auto* const all = fields.find("designations");
    const auto* const one = fields.find("designation");
    if (all == nullptr && one == nullptr) return fields.miss("designations");
    if (all != nullptr && all->kind == Kind::list) read_list(*all, "/designations");
    if (all != nullptr && all->kind != Kind::list) structure(*all, "/designations", "this is not a list");
    if (one != nullptr) read_designation(*one, "/designation");
  }

  std::vector<Designation> take() { return std::move(designations_); }

 private:
  void structure(const PolicyNode& node, std::string pointer, std::string message) {
    faults_.add(node.place, std::move(pointer), "designation-structure", node.text, std::move(message),
                "pcadmin designation show NAME -o json prints how it looks");
  }

  void read_list(const PolicyNode& list, const std::string& pointer) {
    if (list.items.empty()) structure(list, pointer, "there is no designation in the list");
    if (list.items.size() > DesignationLimits::kDesignations)
      return structure(list, pointer,
                       fmt::format("there are more than {} designations", DesignationLimits::kDesignations));
    std::size_t at = 0;
    for (const auto& item : list.items) read_designation(item, fmt::format("{}/{}", pointer, at++));
  }

  void read_designation(const PolicyNode& node, const std::string& pointer) {
    if (node.kind != Kind::mapping) return structure(node, pointer, "this is not an object");
    const auto before = faults_.count();
    DesignationFields fields(node, pointer, kFields, faults_, "origin");
    auto name = fields.need("name", RequirementName::parse);
    auto title = fields.need("title", RequirementTitle::parse);
    auto programme = fields.need("programme", RequirementTitle::parse);
    const auto needs = fields.read("needs", Points::parse);
    const auto every = fields.read("every_metric", parse_yes_no);
    const auto confidence = fields.read("confidence", parse_confidence);
    auto source = fields.read("source", RequirementSource::parse);
    auto metrics = read_metrics(fields);
    if (name && !names_.insert(name->text()).second)
      faults_.add(node.place, fields.pointer("name"), "designation-twice", name->text(),
                  fmt::format("there is a designation {} in the file already", name->text()), "keep one of the two");
    if (faults_.count() > before) return;
    Designation designation{.name = std::move(*name),
                            .title = std::move(*title),
                            .programme = std::move(*programme),
                            .needs = needs,
                            .every_metric = every.value_or(false),
                            .confidence = confidence.value_or(Confidence::own),
                            .source = std::move(source),
                            .metrics = std::move(metrics)};
    tell_misfits(designation, fields);
    designations_.push_back(std::move(designation));
  }

  std::vector<Metric> read_metrics(DesignationFields& fields) {
    std::vector<Metric> metrics;
    const auto* const list = fields.find("metrics");
    if (list == nullptr) {
      fields.miss("metrics");
    } else if (list->kind != Kind::list) {
      fields.structure(*list, "metrics", "metrics is not a list");
    } else {
      std::size_t at = 0;
      for (const auto& item : list->items) {
        const auto pointer = fmt::format("{}/{}", fields.pointer("metrics"), at++);
        if (item.kind == Kind::mapping)
          read_metric(item, pointer, metrics);
        else
          structure(item, pointer, "this is not an object");
      }
    }
    return metrics;
  }

  void read_metric(const PolicyNode& node, const std::string& pointer, std::vector<Metric>& metrics) {
    DesignationFields fields(node, pointer, kMetricFields, faults_);
    auto name = fields.need("name", RequirementName::parse);
    const auto most = fields.read("most", Points::parse);
    const auto reported = fields.read("reported", Points::parse);
    const auto confidence = fields.read("confidence", parse_confidence);
    auto source = fields.read("source", RequirementSource::parse);
    auto people = read_people(fields);
    if (people && reported)
      faults_.add(fields.find("reported")->place, fields.pointer("reported"), "reported-and-counted", reported->text(),
                  "the points of a metric are either counted by its people or reported",
                  "leave out reported, or counts, kind, each, full_at and gate");
    if (!name) return;
    metrics.push_back({.name = std::move(*name),
                       .most = most.value_or(Points()),
                       .people = std::move(people),
                       .reported = reported,
                       .confidence = confidence.value_or(Confidence::own),
                       .source = std::move(source)});
  }

  std::optional<PeopleMetric> read_people(DesignationFields& fields) {
    if (std::ranges::none_of(kOfPeople, [&](auto field) { return fields.find(field) != nullptr; })) return std::nullopt;
    PeopleMetric people{.counts = read_counts(fields),
                        .kind = fields.read("kind", parse_skill_kind),
                        .each = fields.read("each", Points::parse).value_or(Points()),
                        .full_at = fields.read("full_at", parse_some_people)};
    people.gate = fields.read("gate", parse_people).value_or(0);
    return people;
  }

  std::vector<SkillCode> read_counts(DesignationFields& fields) {
    std::vector<SkillCode> counts;
    const auto* const list = fields.find("counts");
    if (list == nullptr) return counts;
    if (list->kind != Kind::list) {
      fields.structure(*list, "counts", "counts is not a list");
      return counts;
    }
    for (const auto& item : list->items) {
      if (auto code = fields.read_node(item, "counts", SkillCode::parse)) counts.push_back(std::move(*code));
    }
    return counts;
  }

  void tell_misfits(const Designation& designation, DesignationFields& fields) {
    for (const auto& [metric, field, failure] : misfits_of(designation)) {
      const auto* const list = fields.find("metrics");
      const auto& node = metric ? list->items[*metric] : fields.object();
      const auto inner = metric ? fmt::format("{}/{}", fields.pointer("metrics"), *metric) : fields.pointer("");
      faults_.add(node.place, fmt::format("{}/{}", inner, field), failure.code, "", failure.message, failure.hint);
    }
  }

  PlaceFaults& faults_;
  std::vector<Designation> designations_{};
  std::set<std::string> names_{};
};

/// The file that comes with pcadmin.
class ShippedFile final : public ByteSource {
 public:
  std::size_t read(std::span<char> into) override {
    const auto size = std::min(into.size(), rest_.size());
    std::memcpy(into.data(), rest_.data(), size);
    rest_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view rest_ = embedded::kFiles[0].text;
};

}  // namespace

std::vector<Designation> read_designations(ByteSource& source) {
  const auto text = read_whole_text(source, {.most = kMostOfDesignationFile,
                                             .too_long = "put the designations into several files",
                                             .what = "designation",
                                             .shape = "pcadmin designation list -o json prints how it looks"});
  PlaceFaults faults;
  Reader reader(faults);
  try {
    reader.read(parse_policy_json(text));
  } catch (const PolicySyntaxError& error) {
    const bool broken = error.code == "policy-syntax";
    faults.add(error.place, "", broken ? "designation-syntax" : "designation-structure", "",
               broken ? error.message : "more lists and objects, or more within one another, than designations need",
               broken ? "designations are JSON: the file begins with { or [" : "put them into several files");
  }
  faults.throw_if_any("designation-faults", "designations", "nothing was changed");
  return reader.take();
}

const std::vector<Designation>& shipped_designations() {
  static const auto kShipped = [] {
    ShippedFile file;
    return read_designations(file);
  }();
  return kShipped;
}

}  // namespace pcadmin::interchange
