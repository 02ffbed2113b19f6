#include "complete_filter.hpp"

#include "filter_rows.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/filter.hpp"
#include "pcadmin/domain/role.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

using domain::FieldType;
using domain::FilterField;
using Wants = domain::FilterGap::Wants;

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kOperators = {
    {{"=", "the same"},
     {"!=", "not the same, or missing"},
     {"~", "matches a pattern: * and ?"},
     {"<", "before"},
     {"<=", "not after"},
     {">", "after"},
     {">=", "not before"},
     {"in", "one of a list in brackets"},
     {"is", "is empty, is not empty"}}};

/// Puts candidates in the place of the last word, in the quotes it began with.
class Candidates {
 public:
  Candidates(std::string_view typed, const domain::FilterGap& gap)
      : front_(typed.substr(0, gap.at)), start_(to_ascii_lower(gap.typed)) {
    if (gap.at < typed.size() && (typed[gap.at] == '\'' || typed[gap.at] == '"'))
      quote_ = std::string(1, typed[gap.at]);
  }

  void add(std::string_view word, std::string_view says = {}) {
    if (!to_ascii_lower(word).starts_with(start_)) return;
    offers.push_back({front_ + quote_ + std::string(word) + quote_, std::string(says)});
  }

  std::vector<FilterOffer> offers;

 private:
  std::string front_;
  std::string quote_{};
  std::string start_;
};

void add_operators(Candidates& candidates, const FilterField& field) {
  for (const auto& [sign, says] : kOperators) {
    if (!domain::fits(field, sign)) continue;
    candidates.add(sign, says);
  }
}

void add_values(Candidates& candidates, const FilterField& field) {
  if (field.type == FieldType::role) {
    for (const auto& role : domain::Catalogue::roles()) candidates.add(role.id, role.name);
  } else if (field.type == FieldType::yes_no) {
    candidates.add("yes");
    candidates.add("no");
  } else if (field.type == FieldType::time) {
    candidates.add("now");
  }
  for (const auto word : field.words) candidates.add(word);
}

void add_fields(Candidates& candidates, std::span<const FilterField> fields) {
  for (const auto& field : fields) candidates.add(field.name);
  if (candidates.offers.size() != 1) return;
  // One alone would end the word for the shell: go on to what can follow.
  const auto alone = candidates.offers.front().expression;
  candidates.offers.clear();
  const auto name = alone.substr(alone.find_last_of(" (") + 1);
  const auto place = domain::find_filter_field(name, fields);
  for (const auto& [sign, says] : kOperators) {
    if (place && domain::fits(fields[*place], sign))
      candidates.offers.push_back({alone + " " + std::string(sign), std::string(says)});
  }
}

void add_joints(Candidates& candidates, std::span<const FilterField> fields) {
  candidates.add("and");
  candidates.add("or");
  if (candidates.offers.size() != 1) return;
  const auto alone = std::move(candidates.offers.front().expression);
  candidates.offers.clear();
  for (const auto& field : fields) candidates.offers.push_back({alone + " " + std::string(field.name)});
}

}  // namespace

std::vector<FilterOffer> filter_offers(const Command& command, std::string_view typed) {
  const auto fields = filter_fields(command.columns);
  const auto gap = domain::gap_at_end(typed);
  const auto place = domain::find_filter_field(gap.field, fields);
  Candidates candidates(typed, gap);
  if (gap.wants == Wants::field) add_fields(candidates, fields);
  if (gap.wants == Wants::operator_ && place) add_operators(candidates, fields[*place]);
  if (gap.wants == Wants::value && place) add_values(candidates, fields[*place]);
  if (gap.wants == Wants::empty) {
    candidates.add("empty");
    candidates.add("not empty");
  }
  if (gap.wants == Wants::joint) {
    add_joints(candidates, fields);
  }
  return std::move(candidates.offers);
}

}  // namespace pcadmin::cli
