#include "pcadmin/store/designations.hpp"

#include "engine.hpp"
#include "rows.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace pcadmin::store {

namespace {

using domain::Designation;
using domain::Metric;
using domain::Points;

constexpr std::string_view kTable = "designation";
constexpr std::string_view kMetricTable = "designation_metric";

std::optional<Points> optional_points(const Query& row, int column) {
  const auto hundredths = row.optional_integer(column);
  return hundredths ? std::optional(Points::of(*hundredths)) : std::nullopt;
}

std::optional<std::int64_t> number_of(const std::optional<Points>& points) {
  return points ? std::optional(points->hundredths()) : std::nullopt;
}

/// A line each; a code has no line's end in it.
std::optional<std::string> lines_of(const std::vector<domain::SkillCode>& counts) {
  std::string lines;
  for (const auto& code : counts) lines += (lines.empty() ? "" : "\n") + code.text();
  return counts.empty() ? std::nullopt : std::optional(lines);
}

domain::PeopleMetric read_people(const Query& row, std::int64_t id) {
  domain::PeopleMetric people;
  const auto lines = row.optional_text(5);
  if (lines) {
    for (const auto line : split(*lines, '\n'))
      people.counts.push_back(stored(domain::SkillCode::parse(line), kMetricTable, id));
  }
  const auto kind = row.optional_text(6);
  if (kind) people.kind = stored(domain::parse_skill_kind(*kind), kMetricTable, id);
  people.each = Points::of(row.integer(7));
  people.full_at = row.optional_integer(8);
  people.gate = row.integer(9);
  return people;
}

Metric read_metric(const Query& row) {
  const auto id = row.integer(0);
  Metric metric{.name = stored(domain::RequirementName::parse(row.text(2)), kMetricTable, id),
                .most = Points::of(row.integer(3))};
  if (row.integer(4) != 0) metric.people = read_people(row, id);
  metric.reported = optional_points(row, 10);
  metric.confidence = stored(domain::parse_confidence(row.text(11)), kMetricTable, id);
  metric.source = optional_of<domain::RequirementSource>(row, 12, kMetricTable, id);
  return metric;
}

/// In their order.
std::vector<Metric> list_metrics(const Database& db, std::int64_t designation) {
  Query query(db,
              "SELECT id, position, name, most, of_people, counts, kind, per_person, full_at, gate, reported, "
              "confidence, source FROM designation_metric WHERE designation_id = ?1 ORDER BY position, id");
  query.bind(designation);
  std::vector<Metric> metrics;
  while (query.step()) metrics.push_back(read_metric(query));
  return metrics;
}

Designation read_designation(const Database& db, const Query& row) {
  const auto id = row.integer(0);
  return {.name = stored(domain::RequirementName::parse(row.text(1)), kTable, id),
          .title = stored(domain::RequirementTitle::parse(row.text(2)), kTable, id),
          .programme = stored(domain::RequirementTitle::parse(row.text(3)), kTable, id),
          .needs = optional_points(row, 4),
          .every_metric = row.integer(5) != 0,
          .confidence = stored(domain::parse_confidence(row.text(6)), kTable, id),
          .source = optional_of<domain::RequirementSource>(row, 7, kTable, id),
          .metrics = list_metrics(db, id)};
}

const std::string kSelect =
    "SELECT id, name, title, programme, needs, every_metric, confidence, source FROM designation ";

std::optional<std::int64_t> find_id(const Database& db, const domain::RequirementName& name) {
  Query query(db, "SELECT id FROM designation WHERE name = ?1");
  query.bind(name.text());
  return query.step() ? std::optional(query.integer(0)) : std::nullopt;
}

void put_metric(Database& db, std::int64_t designation, std::int64_t position, const Metric& metric, ChangeId change) {
  const auto people = metric.people.value_or(domain::PeopleMetric());
  Query query(db,
              "INSERT INTO designation_metric (designation_id, position, name, most, of_people, counts, kind, "
              "per_person, full_at, gate, reported, confidence, source, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
              "?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT (designation_id, name) DO UPDATE SET position = "
              "excluded.position, most = excluded.most, of_people = excluded.of_people, counts = excluded.counts, kind "
              "= excluded.kind, per_person = excluded.per_person, full_at = excluded.full_at, gate = excluded.gate, "
              "reported = excluded.reported, confidence = excluded.confidence, source = excluded.source, since = "
              "excluded.since");
  query.bind(designation).bind(position).bind(metric.name.text()).bind(metric.most.hundredths());
  query.bind(std::int64_t{metric.people ? 1 : 0}).bind(lines_of(people.counts));
  query.bind(people.kind ? std::optional(std::string(to_string(*people.kind))) : std::nullopt);
  query.bind(people.each.hundredths()).bind(people.full_at).bind(people.gate).bind(number_of(metric.reported));
  query.bind(to_string(metric.confidence)).bind(text_of(metric.source)).bind(change.number).run();
}

}  // namespace

std::vector<Designation> list_designations(const Database& db) {
  static const auto kSql = kSelect + "ORDER BY name";
  Query query(db, kSql);
  std::vector<Designation> all;
  while (query.step()) all.push_back(read_designation(db, query));
  return all;
}

std::optional<Designation> find_designation(const Database& db, const domain::RequirementName& name) {
  static const auto kSql = kSelect + "WHERE name = ?1";
  Query query(db, kSql);
  query.bind(name.text());
  return query.step() ? std::optional(read_designation(db, query)) : std::nullopt;
}

void put_designation(Database& db, const Designation& designation, ChangeId change) {
  const auto before = find_designation(db, designation.name);
  Query query(db,
              "INSERT INTO designation (name, title, programme, needs, every_metric, confidence, source, since) VALUES "
              "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (name) DO UPDATE SET title = excluded.title, programme = "
              "excluded.programme, needs = excluded.needs, every_metric = excluded.every_metric, confidence = "
              "excluded.confidence, source = excluded.source, since = excluded.since");
  query.bind(designation.name.text()).bind(designation.title.text()).bind(designation.programme.text());
  query.bind(number_of(designation.needs)).bind(std::int64_t{designation.every_metric ? 1 : 0});
  query.bind(to_string(designation.confidence)).bind(text_of(designation.source)).bind(change.number).run();
  const auto id = find_id(db, designation.name).value();
  const auto old = before ? before->metrics : std::vector<Metric>();
  for (const auto& metric : old) {
    if (std::ranges::find(designation.metrics, metric.name, &Metric::name) == designation.metrics.end())
      Query(db, "DELETE FROM designation_metric WHERE designation_id = ?1 AND name = ?2")
          .bind(id)
          .bind(metric.name.text())
          .run();
  }
  for (std::size_t at = 0; at < designation.metrics.size(); ++at) {
    const auto& metric = designation.metrics[at];
    if (at < old.size() && old[at] == metric) continue;
    put_metric(db, id, static_cast<std::int64_t>(at), metric, change);
  }
}

bool delete_designation(Database& db, const domain::RequirementName& name) {
  const auto id = find_id(db, name);
  if (!id) return false;
  Query(db, "DELETE FROM designation_metric WHERE designation_id = ?1").bind(*id).run();
  return Query(db, "DELETE FROM designation WHERE id = ?1").bind(*id).run() > 0;
}

}  // namespace pcadmin::store
