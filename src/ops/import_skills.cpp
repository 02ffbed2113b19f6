#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/skills.hpp"
#include "pcadmin/store/users.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace pcadmin::ops {

namespace {

using domain::RowFault;
using domain::SkillRow;

void keep(SkillImport& import, RowFault fault) {
  ++import.fault_count;
  if (import.faults.size() < kMostFaults) import.faults.push_back(std::move(fault));
}

template <class Row>
void keep(SkillImport& import, const Row& row, std::string_view field, std::string value, const Failure& failure) {
  keep(import, RowFault{.line = row.line,
                        .column = row.column,
                        .field = std::string(field),
                        .code = failure.code,
                        .value = std::move(value),
                        .message = failure.message,
                        .hint = failure.hint});
}

/// Where a row begins: `line 3`, or `line 1, column 74` where others stand before it.
struct Place {
  std::uint64_t line;
  std::uint64_t column;
};
std::string words_of(const Place& place) {
  const auto line = fmt::format("line {}", place.line);
  return place.column == 0 ? line : fmt::format("{}, column {},", line, place.column);
}

template <class Row>
void keep_twin(SkillImport& import, const Row& row, const Place& first) {
  const auto& code = row.skill.code.text();
  keep(import, row, "code", code,
       {.code = "skill-twice",
        .kind = FailureKind::invalid,
        .message = fmt::format("{} stands in {} already, of the same kind and for the same", code, words_of(first)),
        .hint = "keep one of the two rows; letter case makes no difference"});
}

/// Reads the rows to the end of the file.
template <class Row, class Take>
void each_row(SkillImport& import, const NextOf<Row>& next, Take take) {
  while (const auto row = next()) {
    ++import.rows;
    const auto before = import.fault_count;
    if (*row) {
      take(**row);
    } else {
      for (const auto& fault : row->error()) keep(import, fault);
    }
    if (import.fault_count > before) ++import.rows_with_faults;
  }
}

/// One run over one file of what people have passed.
class Import {
 public:
  explicit Import(Unit& unit) : unit_(unit), today_(domain::Day::of(unit.now())) {}

  void take(const SkillRow& row) {
    const auto user = find_owner(row);
    const bool to_come = row.skill.achieved > today_;
    if (to_come) {
      keep(result, row, "achieved", row.skill.achieved.text(),
           {.code = "achieved-to-come",
            .kind = FailureKind::invalid,
            .message = fmt::format("{} is yet to come", row.skill.achieved.text()),
            .hint = "nobody has passed anything on a later day than today; is it the day it expires?"});
    }
    if (user && !to_come) put(*user, row);
  }

  SkillImport result{};

 private:
  std::optional<domain::UserId> find_owner(const SkillRow& row) {
    if (row.email) {
      if (const auto user = store::find_user(unit_.db(), *row.email)) return user->id;
      keep(result, row, "email", row.email->text(),
           {.code = "unknown-user",
            .kind = FailureKind::not_found,
            .message = fmt::format("there is nobody with the address {}", row.email->text()),
            .hint = "add them first (pcadmin user add), or leave the row out"});
      return std::nullopt;
    }
    const auto& profile = row.skill.profile.value();
    if (const auto link = store::find_profile_link(unit_.db(), profile)) return link->user;
    keep(result, row, "profile", profile.text(),
         {.code = "unknown-profile",
          .kind = FailureKind::not_found,
          .message = fmt::format("nobody has linked the profile {}, and the row has no email", profile.text()),
          .hint = "say whose it is in a column email; or the person links it: pcadmin cert link " + profile.text()});
    return std::nullopt;
  }

  /// The title that is kept of a row. A list tells the catalogue's where a skill has none of its own: what it said, and
  /// comes in again, must not outlive a change of the catalogue.
  std::optional<domain::SkillTitle> own_title(const domain::Skill& skill,
                                              const std::optional<domain::SkillTitle>& before) const {
    if (!skill.title || skill.title == before) return before;
    const auto known = store::find_known_skill(unit_.db(), skill.kind, skill.code);
    return known && known->title == skill.title ? std::nullopt : skill.title;
  }

  void put(domain::UserId user, const SkillRow& row) {
    const auto there = store::find_skill(unit_.db(), user, row.skill);
    const Place place{.line = row.line, .column = row.column};
    auto skill = row.skill;
    skill.title = own_title(skill, there ? there->skill.title : std::nullopt);
    if (!there) {
      places_.emplace(store::insert_skill(unit_.db(), user, skill, unit_.change(), unit_.random()), place);
      ++result.added;
      return;
    }
    const auto [known, fresh] = places_.emplace(there->id, place);
    if (!fresh) return keep_twin(result, row, known->second);
    if (skill == there->skill) {
      ++result.unchanged;
      return;
    }
    store::update_skill(unit_.db(), there->id, skill, unit_.change());
    ++result.updated;
  }

  Unit& unit_;
  domain::Day today_;
  std::map<store::SkillId, Place> places_{};  ///< the row each was put down by
};

}  // namespace

SkillImport import_skills(Unit& unit, const NextOf<SkillRow>& next) {
  require(unit, domain::Act::keep_skills);
  Import import(unit);
  each_row<SkillRow>(import.result, next, [&](const SkillRow& row) { import.take(row); });
  return std::move(import.result);
}

SkillImport import_known_skills(Unit& unit, const NextOf<domain::KnownSkillRow>& next) {
  require(unit, domain::Act::keep_skills);
  SkillImport import;
  std::map<std::pair<domain::SkillKind, std::string>, Place> places;
  each_row<domain::KnownSkillRow>(import, next, [&](const domain::KnownSkillRow& row) {
    const Place place{.line = row.line, .column = row.column};
    const auto [known, fresh] = places.emplace(std::pair(row.skill.kind, key_of(row.skill.code)), place);
    if (!fresh) return keep_twin(import, row, known->second);
    const auto there = store::find_known_skill(unit.db(), row.skill.kind, row.skill.code);
    auto skill = row.skill;
    if (there && !skill.title) skill.title = there->title;
    if (there && !skill.retired && !row.not_retired) skill.retired = there->retired;
    if (there && skill == *there) {
      ++import.unchanged;
      return;
    }
    store::put_known_skill(unit.db(), skill, unit.change());
    ++(there ? import.updated : import.added);
  });
  return import;
}

}  // namespace pcadmin::ops
