#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/skill.hpp"
#include "pcadmin/domain/user.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What the vendor demands for a designation, or demanded for a competency: data, which an administrator can change.
namespace pcadmin::domain {

/// What a designation or one of its metrics is called: 1 to 64 lower-case ASCII letters, digits and `-`, a letter or
/// digit in front.
class RequirementName {
 public:
  /// Any letter case. Fails with code `invalid-requirement-name`, kind `invalid`.
  static Result<RequirementName> parse(std::string_view text);
  const std::string& text() const { return text_; }
  friend auto operator<=>(const RequirementName&, const RequirementName&) = default;

 private:
  explicit RequirementName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// Points from 0 to 1000, exact to a hundredth.
class Points {
 public:
  Points() = default;
  /// `20`, `2.14`. Fails with code `invalid-points`, kind `invalid`.
  static Result<Points> parse(std::string_view text);
  /// What sums come to; not negative.
  static Points of(std::int64_t hundredths) { return Points(hundredths); }
  std::int64_t hundredths() const { return hundredths_; }
  /// Without zeros at the end.
  std::string text() const;
  friend auto operator<=>(Points, Points) = default;

 private:
  explicit Points(std::int64_t hundredths) : hundredths_(hundredths) {}
  std::int64_t hundredths_ = 0;
};

/// How far a number is to be trusted.
enum class Confidence {
  own,         ///< the organisation's administrators have put it down
  documented,  ///< the vendor's own pages say so
  community,   ///< somebody else's data file says so
  uncertain,   ///< sources disagree
  unverified,  ///< no source was read
};
/// Their words, in the order of `Confidence`.
inline constexpr std::array<std::string_view, 5> kConfidences = {"own", "documented", "community", "uncertain",
                                                                 "unverified"};
std::string_view to_string(Confidence confidence);
/// By word, any letter case. Fails with code `invalid-confidence`, kind `invalid`.
Result<Confidence> parse_confidence(std::string_view text);
/// Whether it needs no warning.
inline bool is_verified(Confidence confidence) { return confidence <= Confidence::documented; }

struct RequirementTitleField;
struct RequirementSourceField;
/// What a designation is called, or its programme: 256 code points.
using RequirementTitle = Line<RequirementTitleField>;
/// Where a number is from: 512 code points.
using RequirementSource = Line<RequirementSourceField>;

/// Points for people with certifications. Each person counts once, however many of them they hold.
struct PeopleMetric {
  std::vector<SkillCode> counts{};        ///< codes or titles, any of which counts; empty: it is not known which
  std::optional<SkillKind> kind{};        ///< only such; nullopt: any kind
  Points each{};                          ///< for every person
  std::optional<std::int64_t> full_at{};  ///< so many people have all of the points
  std::int64_t gate = 0;                  ///< with fewer people there is no designation; 0: no such rule
  friend bool operator==(const PeopleMetric&, const PeopleMetric&) = default;
};

/// Something the designation is made of.
struct Metric {
  RequirementName name;
  Points most{};                         ///< no more than that, whatever there is; 0: only a gate
  std::optional<PeopleMetric> people{};  ///< nullopt: what counts is not kept here, and only reported
  std::optional<Points> reported{};      ///< of such a one: what the vendor's page said last; nullopt: not known
  Confidence confidence = Confidence::own;
  std::optional<RequirementSource> source{};
  friend bool operator==(const Metric&, const Metric&) = default;
};
/// Whether somebody knows what would count.
inline bool is_known(const Metric& metric) {
  return metric.people ? !metric.people->counts.empty() : metric.reported.has_value();
}
/// What `count` people bring by a metric of people.
Points points_for(const Metric& metric, std::int64_t count);
/// The least number of people that bring all there is, by points and gate.
std::int64_t people_for_all(const Metric& metric);

struct Designation {
  RequirementName name;
  RequirementTitle title;
  RequirementTitle programme;
  std::optional<Points> needs{};  ///< the threshold; nullopt: not known
  bool every_metric = false;      ///< and more than nothing in every metric that has points
  Confidence confidence = Confidence::own;
  std::optional<RequirementSource> source{};
  std::vector<Metric> metrics{};
  friend bool operator==(const Designation&, const Designation&) = default;
};
/// The least of the confidences of its numbers.
Confidence weakest(const Designation& designation);

struct DesignationLimits {
  static constexpr std::size_t kDesignations = 500;  ///< of one file
  static constexpr std::size_t kMetrics = 12;
  static constexpr std::size_t kCounts = 200;   ///< codes of one metric
  static constexpr std::int64_t kPeople = 500;  ///< that a metric may need
};

/// What does not fit together in a designation all of whose values are well-formed.
struct Misfit {
  std::optional<std::size_t> metric;  ///< the place of the metric; nullopt: the designation itself
  std::string_view field;             ///< as `interchange` calls it
  Failure failure;                    ///< codes as in `misfits_of`
};
/// Codes, all of kind `invalid`: `metric-twice`, `no-metrics`, `too-many-metrics`, `too-many-counts`,
/// `too-many-people`, `metric-without-rule` (points, and no way to them; neither points nor gate), `points-over-most`
/// (one person, or what is reported, brings more than the metric may), `threshold-out-of-reach` (all metrics together
/// bring less than it needs).
std::vector<Misfit> misfits_of(const Designation& designation);

}  // namespace pcadmin::domain
