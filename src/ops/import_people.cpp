#include "pcadmin/ops/import_people.hpp"

#include "import_update.hpp"

#include "pcadmin/domain/password.hpp"
#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/guards.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/new_people.hpp"
#include "pcadmin/store/users.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace pcadmin::ops {

namespace {

using domain::PersonRow;
using domain::RoleId;
using domain::RowFault;

/// One run over one file.
class Import {
 public:
  Import(Unit& unit, OnExisting on_existing, const ImportWishes& wishes)
      : unit_(unit), on_existing_(on_existing), wishes_(wishes), people_(unit.db(), unit.change(), unit.now()) {}

  void take(const PersonRow& row) {
    if (const auto first = refused_.find(row.email.key()); first != refused_.end()) {
      fault_twin(row, first->second);
    } else if (const auto line = people_.find_line(row.email)) {
      fault_twin(row, *line);
    } else if (auto existing = store::find_user(unit_.db(), row.email)) {
      take_existing(row, std::move(*existing));
    } else {
      add(row);
    }
  }

  void keep(RowFault fault) {
    wishes_.fault(fault);
    ++summary.fault_count;
    if (summary.faults.size() < kMostFaults) summary.faults.push_back(std::move(fault));
  }

  /// The file is at its end: whoever is new gets an id, a password and their rows.
  void write(const std::function<void(const Temporary&)>& credential) {
    // Of a rehearsal nothing stays, so only those are written whom a guard might refuse.
    if (unit_.rehearses()) people_.leave_only(roles_judged_when_given(unit_));
    if (people_.size() == 0) return;
    people_.number(unit_.random());
    if (!unit_.rehearses()) hand_out(credential);
    people_.write([&](std::size_t written) { wishes_.written(written, people_.size()); });
    summary.lines.add(people_.first_id(), people_.lines());
  }

  ImportSummary summary{};

 private:
  void hand_out(const std::function<void(const Temporary&)>& credential) {
    const auto expires_at = temporary_end(unit_);
    wishes_.makes_passwords(people_.size());
    people_.hand_out(expires_at, [&](const store::NewPeople::Person& person) {
      auto password = domain::make_temporary_password(unit_.random());
      auto verifier = domain::hash_generated_secret(password, unit_.random());
      credential({.id = person.id,
                  .name = std::string(person.name),
                  .email = std::string(person.email),
                  .password = std::move(password),
                  .expires_at = expires_at});
      return verifier;
    });
  }

  void fault(const PersonRow& row, std::string field, const Failure& failure, std::string value) {
    summary.denied = summary.denied || failure.kind == FailureKind::denied;
    keep(RowFault{.line = row.line,
                  .column = 0,
                  .field = std::move(field),
                  .code = failure.code,
                  .value = std::move(value),
                  .message = failure.message,
                  .hint = failure.hint});
  }

  /// What stands in the way of this role for this kind of person; asked once for each pair, however long the file.
  const std::optional<Failure>& obstacle(domain::UserKind kind, RoleId role) {
    const auto [known, fresh] = obstacles_.try_emplace({kind, role});
    if (fresh) {
      try {
        require_grant(unit_, role);
        require_holdable(kind, role);
      } catch (const Error& error) {
        known->second = error.failure();
      }
    }
    return known->second;
  }

  bool may_hold(const PersonRow& row, const std::vector<RoleId>& roles, domain::UserKind kind) {
    bool all = true;
    for (const auto role : roles) {
      if (const auto& failure = obstacle(kind, role)) {
        fault(row, "roles", *failure, std::string(role.text()));
        all = false;
      }
    }
    return all;
  }

  void add(const PersonRow& row) {
    domain::UserRecord record{.name = row.name, .email = row.email};
    merge(record, row, nullptr);
    if (!may_hold(row, row.roles, record.kind)) {
      refused_.emplace(row.email.key(), row.line);
      return;
    }
    people_.add(record, row.roles, row.line);
    ++summary.added;
    if (!wishes_.each) return;
    std::vector<FieldChange> changes;
    if (record.state == domain::UserState::disabled)
      changes.push_back({"state", {}, std::string(to_string(record.state))});
    tell({.line = row.line,
          .action = RowAction::add,
          .record = &record,
          .id = {},
          .changes = std::move(changes),
          .gained = row.roles});
  }

  void take_existing(const PersonRow& row, store::StoredUser existing) {
    if (const auto first = summary.lines.find(existing.id)) return fault_twin(row, *first);
    summary.lines.touch(existing.id, row.line);
    switch (on_existing_) {
      case OnExisting::error:
        return fault(row, "email",
                     {.code = "email-taken",
                      .kind = FailureKind::conflict,
                      .message = fmt::format("{} is the address of {} already", row.email.text(), existing.id.text()),
                      .hint = "leave the row out, or import with --on-existing skip or update"},
                     row.email.text());
      case OnExisting::skip:
        ++summary.skipped;
        return tell({.line = row.line, .action = RowAction::skip, .record = &existing.record, .id = existing.id});
      case OnExisting::update:
        return update(row, std::move(existing));
    }
  }

  /// The address stood in an earlier row of this file.
  void fault_twin(const PersonRow& row, std::uint64_t line) {
    fault(row, "email",
          {.code = "email-twice",
           .kind = FailureKind::invalid,
           .message = fmt::format("{} stands in line {} already", row.email.text(), line),
           .hint = "keep one of the two rows; letter case makes no difference"},
          row.email.text());
  }

  void update(const PersonRow& row, store::StoredUser existing) {
    auto plan = plan_update(unit_, std::move(existing), row, wishes_.roles_mode);
    summary.roles_left += plan.left;
    const auto action = plan.action();
    if (action == RowAction::unchanged) {
      ++summary.unchanged;
    } else {
      if (!may_update(row, plan)) return;
      carry_out(unit_, plan, row);
      count(row, plan);
    }
    tell({.line = row.line,
          .action = action,
          .record = &plan.person.record,
          .id = plan.person.id,
          .changes = std::move(plan.changes),
          .gained = std::move(plan.gained),
          .lost = std::move(plan.lost)});
  }

  void count(const PersonRow& row, const UpdatePlan& plan) {
    ++summary.updated;
    summary.roles_taken += plan.lost.size();
    if (plan.disables) ++summary.disabled;
    if ((plan.disables || !plan.lost.empty()) && summary.losers.size() < kMostLosers)
      summary.losers.emplace_back(row.line, row.email.text());
  }

  bool may_update(const PersonRow& row, const UpdatePlan& plan) {
    if (const auto failure = obstacle_to_record(unit_, plan)) {
      fault(row, "email", *failure, row.email.text());
      return false;
    }
    const bool may_give = may_hold(row, plan.gained, plan.person.record.kind);
    return may_take(row, plan.lost) && may_give;
  }

  bool may_take(const PersonRow& row, const std::vector<RoleId>& roles) {
    bool all = true;
    for (const auto role : roles) {
      if (const auto& failure = obstacle_to_taking(role)) {
        fault(row, "roles", *failure, std::string(role.text()));
        all = false;
      }
    }
    return all;
  }

  /// The same for taking, which asks nothing of the person.
  const std::optional<Failure>& obstacle_to_taking(RoleId role) {
    const auto [known, fresh] = takings_.try_emplace(role);
    if (fresh) {
      try {
        require_grant(unit_, role);
      } catch (const Error& error) {
        known->second = error.failure();
      }
    }
    return known->second;
  }

  void tell(const RowOutcome& outcome) const {
    if (wishes_.each) wishes_.each(outcome);
  }

  Unit& unit_;
  OnExisting on_existing_;
  const ImportWishes& wishes_;
  store::NewPeople people_;
  std::map<std::pair<domain::UserKind, RoleId>, std::optional<Failure>> obstacles_{};
  std::map<RoleId, std::optional<Failure>> takings_{};
  /// The line of each person who was to be added and could not be, by the key of their address.
  std::map<std::string, std::uint64_t> refused_{};
};

}  // namespace

void RowLines::add(domain::UserId first, std::vector<std::uint64_t> lines) {
  first_ = first;
  added_ = std::move(lines);
}

std::optional<std::uint64_t> RowLines::find(domain::UserId user) const {
  if (const auto found = touched_.find(user); found != touched_.end()) return found->second;
  const auto at = static_cast<std::size_t>(user.number() - first_.number());
  return !added_.empty() && user.number() >= first_.number() && at < added_.size() ? std::optional(added_[at])
                                                                                   : std::nullopt;
}

ImportSummary import_people(Unit& unit, const NextRow& next, OnExisting on_existing,
                            const std::function<void(const Temporary&)>& credential, const ImportWishes& wishes) {
  require(unit, domain::Act::administer_users);
  Import import(unit, on_existing, wishes);
  while (const auto row = next()) {
    ++import.summary.rows;
    if (*row) {
      import.take(**row);
    } else {
      for (const auto& fault : row->error()) import.keep(fault);
    }
  }
  if (import.summary.fault_count == 0 || wishes.on_faults == OnFaults::others) import.write(credential);
  return std::move(import.summary);
}

namespace {

/// Whom a refusal is about, as far as it says.
std::vector<std::string> named_in(const Unit& unit, const Failure& refusal) {
  if (refusal.code == "own-admin-role") return {unit.who().email.text()};
  for (const auto& [name, value] : refusal.details) {
    if (const auto* const all = std::get_if<std::vector<std::string>>(&value); name == "users" && all != nullptr)
      return *all;
    if (const auto* const one = std::get_if<std::string>(&value); name == "user" && one != nullptr) return {*one};
  }
  return {};
}

}  // namespace

Failure with_lines(const Unit& unit, const ImportSummary& summary, Failure refusal) {
  if (refusal.kind != FailureKind::refused) return refusal;
  std::map<std::uint64_t, std::string> people;
  if (refusal.code == "too-many-removals") people.insert(summary.losers.begin(), summary.losers.end());
  for (const auto& email : named_in(unit, refusal)) {
    const auto user = store::find_user(unit.db(), value_or_throw(domain::Email::parse(email)));
    if (const auto line = user ? summary.lines.find(user->id) : std::nullopt) people.emplace(*line, email);
  }
  std::vector<DetailRow> rows;
  for (const auto& [line, email] : people)
    rows.push_back({{"line", static_cast<std::int64_t>(line)},
                    {"code", refusal.code},
                    {"value", email},
                    {"message", "the guard refuses what this line does to " + email}});
  if (!rows.empty()) refusal.details.emplace_back("faults", std::move(rows));
  return refusal;
}

}  // namespace pcadmin::ops
