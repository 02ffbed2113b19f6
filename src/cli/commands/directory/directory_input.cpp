#include "directory_input.hpp"

#include "../../input_file.hpp"
#include "../../row_faults.hpp"

#include "pcadmin/interchange/directory_reader.hpp"

#include <vector>

namespace pcadmin::cli {

std::optional<domain::GroupRules> read_rules(Context& context) {
  const auto file = context.args.find(flags::kRules);
  if (!file) return std::nullopt;
  const auto source = open_input(*file, context.world);
  const auto reader = interchange::read_group_rules(*source);
  domain::GroupRules rules;
  FaultCounts counts;
  std::vector<domain::RowFault> faults;
  while (auto row = reader->next()) {
    ++counts.rows;
    if (*row) {
      rules.add((*row)->group, (*row)->roles);
      continue;
    }
    ++counts.rows_with_faults;
    faults.insert(faults.end(), row->error().begin(), row->error().end());
  }
  counts.faults = faults.size();
  if (faults.empty()) return rules;
  throw Error(
      {.code = "import-faults",
       .kind = FailureKind::invalid,
       .message = what_is_wrong(counts) + " of the rules: nothing was changed",
       .hint = "mend the lines above and try again; the roles there are: pcadmin role list",
       .details = fault_details(counts, faults, [&](std::string_view field) { return reader->column_of(field); })});
}

}  // namespace pcadmin::cli
