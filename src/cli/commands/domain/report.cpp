#include "report.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {

std::string named(const std::vector<domain::DomainName>& names) {
  std::vector<std::string> words;
  for (const auto& name : names) words.push_back(name.text());
  return join_words(words);
}

Report domain_report(const std::vector<ops::DomainChange>& changes, std::string_view done, std::string_view nothing) {
  std::vector<Row> rows;
  std::vector<std::string> names;
  for (const auto& change : changes) {
    rows.push_back(make_row(change.name.text(), change.people));
    names.push_back(change.name.text());
  }
  Report report{.changed = !changes.empty(), .undoable = true};
  report.said = changes.empty() ? std::string(nothing) : fmt::format("{} {}", done, join_words(names));
  report.body = ListBody{"domains", kDomainColumns, all_of(std::move(rows)), true};
  return report;
}

std::string people_there(std::int64_t people) {
  return people == 1 ? "1 person has an address there" : fmt::format("{} people have an address there", people);
}

}  // namespace pcadmin::cli
