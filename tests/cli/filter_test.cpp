#include "cli/commands/audit/audit.hpp"
#include "cli/commands/audit/columns.hpp"
#include "cli/commands/role/columns.hpp"
#include "cli/commands/role/role.hpp"
#include "cli/commands/token/columns.hpp"
#include "cli/commands/token/token.hpp"
#include "cli/commands/user/columns.hpp"
#include "cli/commands/user/user.hpp"
#include "cli/common_args.hpp"
#include "cli/filter_rows.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/ops/history.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/ops/tokens.hpp"
#include "pcadmin/store/credentials.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <functional>
#include <string>
#include <vector>

// Every filter the store can judge is judged twice here, by SQL and row by row: both must find the same rows.

namespace {

using namespace pcadmin;
using namespace pcadmin::cli;
using test::House;

/// Numbers below a bound, the same in every run.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::size_t below(std::size_t bound) {
    std::array<std::byte, 4> bytes{};
    random_.fill(bytes);
    std::size_t number = 0;
    for (const auto byte : bytes) number = number << 8U | std::to_integer<std::size_t>(byte);
    return number % bound;
  }
  template <class List>
  auto one_of(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  test::SeededRandom random_;
};

constexpr std::array<std::string_view, 12> kTexts = {"Ann",  "ÄNN",   "ann lee", "O'Brien", "%",  "_",
                                                     "x;--", "\"q\"", "Zoë",     "support", "DE", "ﬁn"};
constexpr std::array<std::string_view, 8> kGlobs = {"*", "?*", "*n*", "ä*", "*@contoso*", "*'*", "%", "usr_?"};
constexpr std::array<std::string_view, 9> kTimes = {
    "now", "-1d", "+30d", "-90d", "2026-11-23", "2026-11-20", "2026-11-23T12:00:00Z", "2027-01-01", "-2w"};
constexpr std::array<std::string_view, 4> kRoles = {"global-admin", "helpdesk-agent", "report-viewer", "account"};

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

std::string random_value(Dice& dice, const domain::FilterField& field) {
  using domain::FieldType;
  switch (field.type) {
    case FieldType::email:
      return dice.one_of(std::array{"ada@contoso.example", "P3@CONTOSO.EXAMPLE", "nobody@contoso.example"});
    case FieldType::id:
      return dice.one_of(std::array{"usr_", "tok_"}) + std::to_string(dice.below(40));
    case FieldType::word:
      return std::string(dice.one_of(field.words));
    case FieldType::role:
      return std::string(dice.one_of(kRoles));
    case FieldType::number:
      return std::to_string(dice.below(60));
    case FieldType::yes_no:
      return dice.one_of(std::array{"yes", "no"});
    case FieldType::time:
      return std::string(dice.one_of(kTimes));
    default:
      return quoted(dice.one_of(kTexts));
  }
}

std::string random_comparison(Dice& dice, std::span<const domain::FilterField> fields) {
  const auto& field = fields[dice.below(fields.size())];
  const auto name = std::string(field.name);
  const auto sign = dice.one_of(std::array<std::string_view, 9>{"=", "!=", "<", "<=", ">", ">=", "~", "in", "is"});
  if (!domain::fits(field, sign)) return name + " is not empty";
  if (sign == "is") return name + (dice.below(2) == 0 ? " is empty" : " is not empty");
  if (sign == "~") return name + " ~ " + quoted(dice.one_of(kGlobs));
  if (sign != "in") return name + " " + std::string(sign) + " " + random_value(dice, field);
  return name + (dice.below(2) == 0 ? " in (" : " not in (") + random_value(dice, field) + ", " +
         random_value(dice, field) + ")";
}

std::string random_expression(Dice& dice, std::span<const domain::FilterField> fields, int depth) {
  const auto kind = depth == 0 ? 0 : dice.below(5);
  if (kind < 2) return random_comparison(dice, fields);
  const auto one = random_expression(dice, fields, depth - 1);
  if (kind == 2) return "not (" + one + ")";
  return "(" + one + ")" + (kind == 3 ? " and " : " or ") + random_expression(dice, fields, depth - 1);
}

/// An organisation of thirty with everything a list shows in some and lacking in others.
void settle_people(House& house, Dice& dice) {
  const auto text = [&] { return std::string(dice.one_of(kTexts)); };
  for (int i = 0; i < 30; ++i) {
    domain::UserRecord record{.name = value_or_throw(domain::PersonName::parse(text())),
                              .email = test::email("p" + std::to_string(i))};
    if (dice.below(2) == 0) record.department = value_or_throw(domain::Department::parse(text()));
    if (dice.below(3) == 0) record.usage_location = value_or_throw(domain::UsageLocation::parse("de"));
    if (dice.below(3) == 0) record.state = domain::UserState::disabled;
    if (dice.below(3) == 0) record.kind = domain::UserKind::guest;
    const auto id = house.settle(record, {}, dice.below(2) == 0 ? test::Password::chosen : test::Password::none);
    house.change([&](store::ChangeId change) {
      for (const auto role : {"helpdesk-agent", "report-viewer"}) {
        if (dice.below(2) == 0) continue;
        const auto day = std::chrono::days(dice.below(60));
        std::optional<Time> begin;
        std::optional<Time> end;
        if (dice.below(3) == 0) begin = house.now - std::chrono::days(30) + day;
        if (dice.below(3) == 0) end = house.now - std::chrono::days(20) + day;
        store::insert_assignment(house.db, id, test::role(role), change, {.starts_at = begin, .expires_at = end});
      }
    });
    house.now += std::chrono::hours(dice.below(12));
  }
}

/// A list, by SQL and as rows.
struct Listing {
  const Command& command;
  std::function<bool(const domain::Filter&)> serves;
  std::function<std::vector<Row>(const domain::Filter*)> rows;
};

std::vector<std::string> ids(const std::vector<Row>& rows) {
  std::vector<std::string> list;
  for (const auto& row : rows) {
    const auto* const number = std::get_if<std::int64_t>(&row.front());
    list.push_back(number != nullptr ? std::to_string(*number) : std::get<std::string>(row.front()));
  }
  return list;
}

std::vector<Row> judged(const std::vector<Row>& rows, const Command& command, const domain::Filter& filter) {
  Report report{.body = ListBody{.key = "rows", .columns = command.columns, .produce = all_of(rows)}};
  narrow(report, filter);
  std::vector<Row> left;
  std::get<ListBody>(report.body).produce([&](const Row& row) {
    left.push_back(row);
    return true;
  });
  return left;
}

/// Compares both ways for that many expressions; how many found some rows but not all.
int compare(const Listing& listing, Time now, Dice& dice, int times) {
  const auto all = listing.rows(nullptr);
  const auto fields = filter_fields(listing.command.columns);
  int telling = 0;
  for (int i = 0; i < times; ++i) {
    const auto text = random_expression(dice, fields, 4);
    INFO(text);
    const auto filter =
        value_or_throw(domain::bind_filter(value_or_throw(domain::FilterExpression::parse(text)), fields, now));
    if (!listing.serves(filter)) continue;
    const auto by_row = ids(judged(all, listing.command, filter));
    const auto by_sql = ids(listing.rows(&filter));
    if (by_row != by_sql) CHECK(by_row == by_sql);
    if (!by_sql.empty() && by_sql.size() < all.size()) ++telling;
  }
  return telling;
}

std::vector<Row> people(House& house, const domain::Filter* filter) {
  return house.seen_by("ada", [&](const ops::Unit& unit) {
    std::vector<Row> rows;
    ops::PeopleQuery query;
    if (filter != nullptr) query.filter.where = *filter;
    ops::list_people(unit, query, [&](const store::ListedUser& listed) {
      auto row = person_values(listed.user, listed.roles);
      row.emplace_back(time_or_nothing(listed.last_sign_in));
      row.emplace_back();
      rows.push_back(std::move(row));
      return true;
    });
    return rows;
  });
}

std::vector<Row> members(House& house, const domain::Filter* filter) {
  return house.seen_by("ada", [&](const ops::Unit& unit) {
    std::vector<Row> rows;
    const auto each = [&](const store::Member& member) {
      rows.push_back(member_values(member, house.now));
      return true;
    };
    ops::list_members(unit, test::role("helpdesk-agent"), each, filter);
    return rows;
  });
}

std::vector<Row> changes(House& house, const domain::Filter* filter) {
  return house.seen_by("ada", [&](const ops::Unit& unit) {
    std::vector<Row> rows;
    const auto each = [&](const store::Change& change) {
      rows.push_back(change_values(change));
      return true;
    };
    ops::list_changes(unit, {}, each, filter);
    return rows;
  });
}

std::vector<Row> tokens(House& house, const domain::Filter* filter) {
  return house.seen_by("ada", [&](const ops::Unit& unit) {
    std::vector<Row> rows;
    ops::TokenQuery query{.all = true};
    if (filter != nullptr) query.where = *filter;
    ops::list_tokens(unit, query, [&](const ops::ListedToken& listed) {
      const auto& token = listed.token;
      rows.push_back(make_row(token.id.text(), token.name, token.owner_email, token_roles(token),
                              to_rfc3339(token.created_at), to_rfc3339(token.expires_at), listed.expired));
      return true;
    });
    return rows;
  });
}

domain::Filter filter(const Command& command, std::string_view text) {
  return value_or_throw(domain::bind_filter(value_or_throw(domain::FilterExpression::parse(text)),
                                            filter_fields(command.columns), test::kNoon));
}

}  // namespace

TEST_CASE("the store finds the same people by a filter as whoever reads their rows", "[cli][filter]") {
  House house;
  Dice dice(4);
  settle_people(house, dice);
  const Listing listing{kUserList, store::filters_users,
                        [&](const domain::Filter* where) { return people(house, where); }};
  CHECK(compare(listing, house.now, dice, 3000) > 800);
}

TEST_CASE("the store finds the same members and changes and tokens by a filter as their rows", "[cli][filter]") {
  House house;
  Dice dice(5);
  settle_people(house, dice);
  for (const auto* const name : {"one", "two", "three"}) {
    house.by("ada", [&](ops::Unit& unit) {
      ops::create_token(unit, {.name = value_or_throw(domain::TokenName::parse(name))});
    });
    house.now += std::chrono::days(20);
  }
  const Listing lists[] = {
      {kRoleMembers, store::filters_members, [&](const domain::Filter* where) { return members(house, where); }},
      {kAuditList, store::filters_changes, [&](const domain::Filter* where) { return changes(house, where); }},
      {kTokenList, store::filters_tokens, [&](const domain::Filter* where) { return tokens(house, where); }}};
  for (const auto& listing : lists) {
    INFO(listing.command.words());
    CHECK(compare(listing, house.now, dice, 1000) > 10);
  }
}

TEST_CASE("every column of people and members and changes is one the store filters by", "[cli][filter]") {
  for (const auto& column : kUserList.columns)
    CHECK(store::filters_users(filter(kUserList, std::string(column.key) + " is empty")));
  for (const auto& column : kRoleMembers.columns)
    CHECK(store::filters_members(filter(kRoleMembers, std::string(column.key) + " is empty")));
  for (const auto& column : kAuditList.columns)
    CHECK(store::filters_changes(filter(kAuditList, std::string(column.key) + " is empty")));
}

TEST_CASE("what is too deep or too long for the engine is left to the rows", "[cli][filter]") {
  House house;
  house.settle("ann", {"helpdesk-agent"});
  std::string deep = "role = helpdesk-agent";
  std::string deepest;
  for (int i = 0; i < 60; ++i) {
    deep = (i % 2 == 0 ? "name is empty or (" : "role is not empty and (") + deep + ")";
    const auto bound = filter(kUserList, deep);
    if (store::filters_users(bound)) {
      deepest = deep;
      CHECK(people(house, &bound).size() == 1);  // and not an error of the engine
    } else {
      CHECK(judged(people(house, nullptr), kUserList, bound).size() == 1);
    }
  }
  CHECK(deepest.size() < deep.size());
  std::string flat = "role = helpdesk-agent";
  for (int i = 1; i < 200; ++i) flat += " or role = helpdesk-agent";
  const auto longest = filter(kUserList, flat);
  REQUIRE(store::filters_users(longest));
  CHECK(people(house, &longest).size() == 1);
  CHECK_FALSE(store::filters_users(filter(kUserList, flat + " or role = helpdesk-agent")));
}

TEST_CASE("a value of a filter is bound and can do nothing else", "[cli][filter]") {
  House house;
  for (const auto* const value :
       {"' OR 1=1 --", "'; DELETE FROM user; --", "\"", "?1", ":a", "@x", "NULL", "\\", "%"}) {
    INFO(value);
    for (const auto* const sign : {" = ", " ~ ", " in ("}) {
      const auto text = "name" + std::string(sign) + quoted(value) + (std::string(sign) == " in (" ? ")" : "");
      const auto bound = filter(kUserList, text);
      CHECK(people(house, &bound).empty());
    }
  }
  CHECK(house.exists("ada"));
}
