#include "interchange/record_rows.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/directory_reader.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace pcadmin::interchange {
namespace {

constexpr std::array<std::string_view, 2> kFields = {"group", "roles"};
constexpr RecordShape kShape{.list = "rules", .fields = kFields, .required = kFields, .left_out = {}};

/// A group of that name elsewhere in the directory must not give the role: hence the whole name.
Result<std::string> parse_group(std::string_view text) {
  if (domain::is_dn(text)) return std::string(text);
  return tl::unexpected(Failure{.code = "invalid-group",
                                .kind = FailureKind::invalid,
                                .message = fmt::format("\"{}\" is no distinguished name", excerpt(text)),
                                .hint = "name the group in full: cn=Sales,ou=Groups,dc=contoso,dc=example; in CSV with "
                                        "quotes around it"});
}

Failure missing(std::string_view field, std::string hint) {
  return {.code = fmt::format("missing-{}", field),
          .kind = FailureKind::invalid,
          .message = fmt::format("the row has no {}", field),
          .hint = std::move(hint)};
}

class Reader final : public RecordReader<GroupRule> {
 public:
  explicit Reader(ByteSource& source) : rows_(read_records(source, kShape)) {}

  std::optional<Row> next() override {
    auto row = rows_->next();
    if (!row) return std::nullopt;
    if (!*row) return Row(tl::unexpected(std::move(row->error())));
    return read((*row)->at(0), (*row)->at(1));
  }
  std::uint64_t column_of(std::string_view field) const override { return rows_->column_of(field); }

 private:
  static Row read(const Cell& group, const Cell& roles) {
    CellFaults faults;
    if (group.is_blank()) faults.add(group, missing("group", "the distinguished name of a group"));
    auto named = faults.read(group, parse_group);
    GroupRule rule{.line = group.line, .group = {}, .roles = {}};
    for (const auto word : split(roles.text, ';')) {
      auto one = roles;
      one.text = word;
      if (const auto role = faults.read(one, domain::RoleId::parse)) rule.roles.insert(*role);
    }
    if (rule.roles.empty() && faults.empty())
      faults.add(roles, missing("roles", "what its members are to hold, such as sales-agent; see pcadmin role list"));
    if (!faults.empty()) return tl::unexpected(faults.take());
    rule.group = std::move(*named);
    return rule;
  }

  std::unique_ptr<RecordRows> rows_;
};

}  // namespace

std::unique_ptr<RecordReader<GroupRule>> read_group_rules(ByteSource& source) {
  return std::make_unique<Reader>(source);
}

}  // namespace pcadmin::interchange
