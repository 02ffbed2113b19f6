#include "pcadmin/ops/import_people.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/users.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace pcadmin::ops {

namespace {

using domain::PersonRow;
using domain::RoleId;
using domain::RowFault;

template <class T>
bool put(std::optional<T>& field, const std::optional<T>& value) {
  if (!value || field == value) return false;
  field = value;
  return true;
}

template <class T>
bool put(T& field, const std::optional<T>& value) {
  if (!value || field == *value) return false;
  field = *value;
  return true;
}

/// Puts what the row says into the record; whether anything differed.
bool merge(domain::UserRecord& record, const PersonRow& row) {
  bool changed = put(record.name, std::optional(row.name));
  changed |= put(record.given_name, row.given_name);
  changed |= put(record.family_name, row.family_name);
  changed |= put(record.kind, row.kind);
  changed |= put(record.job_title, row.job_title);
  changed |= put(record.department, row.department);
  changed |= put(record.phone, row.phone);
  changed |= put(record.usage_location, row.usage_location);
  changed |= put(record.state, row.state);
  return changed;
}

/// One run over one file.
class Import {
 public:
  Import(Unit& unit, OnExisting on_existing, const std::function<void(const Temporary&)>& credential,
         const std::function<void(const RowFault&)>& told)
      : unit_(unit),
        on_existing_(on_existing),
        credential_(credential),
        told_(told),
        expires_at_(temporary_end(unit)) {}

  void take(const PersonRow& row) {
    if (const auto first = refused_.find(row.email.key()); first != refused_.end()) {
      fault_twin(row, first->second);
    } else if (auto existing = store::find_user(unit_.db(), row.email)) {
      take_existing(row, std::move(*existing));
    } else {
      add(row);
    }
  }

  void keep(RowFault fault) {
    told_(fault);
    ++summary.fault_count;
    if (summary.faults.size() < kMostFaults) summary.faults.push_back(std::move(fault));
  }

  ImportSummary summary{};

 private:
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
    merge(record, row);
    if (!may_hold(row, row.roles, record.kind)) {
      refused_.emplace(row.email.key(), row.line);
      return;
    }
    const auto id = store::insert_user(unit_.db(), record, unit_.now(), unit_.change(), unit_.random());
    for (const auto role : row.roles) store::insert_assignment(unit_.db(), id, role, unit_.change());
    credential_({.id = id,
                 .name = record.name,
                 .email = record.email,
                 .password = issue_temporary_password(unit_, id, expires_at_),
                 .expires_at = expires_at_});
    summary.lines.add(id, row.line);
    ++summary.added;
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
        return;
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
    // What somebody holds for some locations only, a file gives for the whole organisation.
    const auto held = store::roles_everywhere_of(unit_.db(), existing.id, unit_.now());
    const bool was_active = existing.record.state == domain::UserState::active;
    const bool differs = merge(existing.record, row);
    std::vector<RoleId> gained;
    for (const auto role : row.roles) {
      if (!held.contains(role)) gained.push_back(role);
    }
    if (!differs && gained.empty()) {
      ++summary.unchanged;
      return;
    }
    if (!may_update(row, existing, gained, differs)) return;
    if (differs) store::update_user(unit_.db(), existing.id, existing.record, unit_.change());
    if (row.state == domain::UserState::disabled) {
      end_access(unit_, existing.id);
      if (was_active) ++summary.disabled;
    }
    for (const auto role : gained) give_now(existing.id, role);
    ++summary.updated;
  }

  /// What would have begun later begins now, and ends as it would have.
  void give_now(domain::UserId id, RoleId role) {
    const auto there = store::find_assignment(unit_.db(), id, role);
    const bool to_come = there && !there->expired_at(unit_.now());
    give_role(unit_, id, role, {.expires_at = to_come ? there->expires_at : std::nullopt});
  }

  bool may_update(const PersonRow& row, const store::StoredUser& existing, const std::vector<RoleId>& gained,
                  bool differs) {
    if (differs) {
      const auto held = store::roles_to_come_of(unit_.db(), existing.id, unit_.now());
      try {
        require_manage(unit_, held, existing.record.email);
        for (const auto role : held) require_holdable(existing.record.kind, role);
      } catch (const Error& error) {
        fault(row, "email", error.failure(), row.email.text());
        return false;
      }
    }
    return may_hold(row, gained, existing.record.kind);
  }

  Unit& unit_;
  OnExisting on_existing_;
  const std::function<void(const Temporary&)>& credential_;
  const std::function<void(const RowFault&)>& told_;
  Time expires_at_;  ///< of all temporary passwords; asked for once, however long the file
  std::map<std::pair<domain::UserKind, RoleId>, std::optional<Failure>> obstacles_{};
  /// The line of each person who was to be added and could not be, by the key of their address.
  std::map<std::string, std::uint64_t> refused_{};
};

}  // namespace

void RowLines::add(domain::UserId added, std::uint64_t line) {
  if (added_.empty()) first_ = added;
  added_.push_back(line);
}

std::optional<std::uint64_t> RowLines::find(domain::UserId user) const {
  if (const auto found = touched_.find(user); found != touched_.end()) return found->second;
  const auto at = static_cast<std::size_t>(user.number() - first_.number());
  return !added_.empty() && user.number() >= first_.number() && at < added_.size() ? std::optional(added_[at])
                                                                                   : std::nullopt;
}

ImportSummary import_people(Unit& unit, const NextRow& next, OnExisting on_existing,
                            const std::function<void(const Temporary&)>& credential,
                            const std::function<void(const RowFault&)>& told) {
  require(unit, domain::Act::administer_users);
  Import import(unit, on_existing, credential, told);
  while (const auto row = next()) {
    ++import.summary.rows;
    if (*row) {
      import.take(**row);
    } else {
      for (const auto& fault : row->error()) import.keep(fault);
    }
  }
  return std::move(import.summary);
}

Failure with_lines(const Unit& unit, const ImportSummary& summary, Failure refusal) {
  const auto users = std::ranges::find(refusal.details, "users", [](const auto& detail) { return detail.first; });
  const auto* const emails =
      users == refusal.details.end() ? nullptr : std::get_if<std::vector<std::string>>(&users->second);
  if (emails == nullptr || refusal.kind != FailureKind::refused) return refusal;
  std::map<std::uint64_t, std::string> people;
  for (const auto& email : *emails) {
    const auto user = store::find_user(unit.db(), value_or_throw(domain::Email::parse(email)));
    if (const auto line = user ? summary.lines.find(user->id) : std::nullopt) people.emplace(*line, email);
  }
  std::vector<DetailRow> rows;
  for (const auto& [line, email] : people)
    rows.push_back({{"line", static_cast<std::int64_t>(line)},
                    {"code", refusal.code},
                    {"value", email},
                    {"message", email + " would be given what the guard refuses"}});
  if (!rows.empty()) refusal.details.emplace_back("faults", std::move(rows));
  return refusal;
}

}  // namespace pcadmin::ops
