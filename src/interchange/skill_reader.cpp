#include "pcadmin/interchange/skill_reader.hpp"

#include "interchange/record_rows.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::interchange {
namespace {

using namespace domain;

constexpr std::array<std::string_view, 7> kSkillFields = {"email", "profile",  "kind",   "code",
                                                          "title", "achieved", "expires"};
constexpr std::array<std::string_view, 3> kSkillColumns = {"kind", "code", "achieved"};
constexpr std::array<std::string_view, 5> kSkillLeftOut = {"id", "name", "linked", "state", "retired"};
// As the vendor's own report calls it.
constexpr std::array<FieldAlias, 1> kSkillAliases = {{{"mcid", "profile"}}};
constexpr RecordShape kSkillShape{.list = "skills",
                                  .fields = kSkillFields,
                                  .required = kSkillColumns,
                                  .left_out = kSkillLeftOut,
                                  .aliases = kSkillAliases};

constexpr std::array<std::string_view, 4> kKnownFields = {"kind", "code", "title", "retired"};
constexpr std::array<std::string_view, 2> kKnownColumns = {"kind", "code"};
constexpr std::string_view kNotRetired = "none";  // as flags say it that clear something
constexpr std::array<std::string_view, 1> kKnownLeftOut = {"people"};
constexpr RecordShape kKnownShape{
    .list = "catalogue", .fields = kKnownFields, .required = kKnownColumns, .left_out = kKnownLeftOut};

void require_there(CellFaults& faults, const Cell& cell, std::string_view hint) {
  if (!cell.is_blank()) return;
  faults.add(cell, {.code = fmt::format("missing-{}", cell.field),
                    .kind = FailureKind::invalid,
                    .message = fmt::format("the row has no {}", cell.field),
                    .hint = std::string(hint)});
}

RecordReader<SkillRow>::Row skill_of(const std::vector<Cell>& cells) {
  const auto& [email, profile, kind, code, title, achieved, expires] =
      std::tie(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]);
  CellFaults faults;
  if (profile.is_blank()) require_there(faults, email, "whose it is, say either email or profile");
  require_there(faults, kind, "the kinds are exam, assessment and certification");
  require_there(faults, code, "such as AZ-104");
  require_there(faults, achieved, "the day it was passed: 2026-12-31");
  auto address = faults.read(email, Email::parse);
  auto id = faults.read(profile, ProfileId::parse);
  const auto what = faults.read(kind, parse_skill_kind);
  auto known_by = faults.read(code, SkillCode::parse);
  auto called = faults.read(title, SkillTitle::parse);
  const auto from = faults.read(achieved, Day::parse);
  const auto until = faults.read(expires, Day::parse);
  if (from && until && *until < *from)
    faults.add(expires, {.code = "expires-before-achieved",
                         .kind = FailureKind::invalid,
                         .message = fmt::format("it would expire before {}, when it was passed", from->text()),
                         .hint = "look whether the two days were mixed up"});
  if (!faults.empty()) return tl::unexpected(faults.take());
  return SkillRow{.line = kind.line,
                  .email = std::move(address),
                  .skill = {.kind = *what,
                            .code = std::move(*known_by),
                            .title = std::move(called),
                            .profile = std::move(id),
                            .achieved = *from,
                            .expires = until}};
}

RecordReader<KnownSkillRow>::Row known_skill_of(const std::vector<Cell>& cells) {
  const auto& [kind, code, title, retired] = std::tie(cells[0], cells[1], cells[2], cells[3]);
  CellFaults faults;
  require_there(faults, kind, "the kinds are exam, assessment and certification");
  require_there(faults, code, "such as AZ-104");
  const auto what = faults.read(kind, parse_skill_kind);
  auto known_by = faults.read(code, SkillCode::parse);
  auto called = faults.read(title, SkillTitle::parse);
  const bool not_retired = to_ascii_lower(trim(retired.text)) == kNotRetired;
  const auto since = not_retired ? std::nullopt : faults.read(retired, Day::parse);
  if (!faults.empty()) return tl::unexpected(faults.take());
  return KnownSkillRow{
      .line = kind.line,
      .skill = {.kind = *what, .code = std::move(*known_by), .title = std::move(called), .retired = since},
      .not_retired = not_retired};
}

template <class Record>
class Reader final : public RecordReader<Record> {
 public:
  using Row = typename RecordReader<Record>::Row;
  using Make = Row (*)(const std::vector<Cell>&);

  Reader(ByteSource& source, const RecordShape& shape, Make make) : rows_(read_records(source, shape)), make_(make) {}

  std::optional<Row> next() override {
    auto row = rows_->next();
    if (!row) return std::nullopt;
    if (!*row) return Row(tl::unexpected(std::move(row->error())));
    auto made = make_(**row);
    if (made) made->column = rows_->column();
    return made;
  }
  std::uint64_t column_of(std::string_view field) const override { return rows_->column_of(field); }

 private:
  std::unique_ptr<RecordRows> rows_;
  Make make_;
};

}  // namespace

std::unique_ptr<RecordReader<SkillRow>> read_skills(ByteSource& source) {
  return std::make_unique<Reader<SkillRow>>(source, kSkillShape, skill_of);
}

std::unique_ptr<RecordReader<KnownSkillRow>> read_known_skills(ByteSource& source) {
  return std::make_unique<Reader<KnownSkillRow>>(source, kKnownShape, known_skill_of);
}

}  // namespace pcadmin::interchange
