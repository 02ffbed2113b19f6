#include "version.hpp"

#include "tool.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<Column, 2> kColumns = {
    {{.key = "name", .title = "NAME"}, {.key = "version", .title = "VERSION", .is_id = true}}};
constexpr std::array<Example, 1> kExamples = {{{"pcadmin version -o json", "the version, for a program"}}};

Report run(Context&) {
  return {.body = RecordBody{"program", kColumns, {std::string("pcadmin"), std::string(kVersion)}}};
}

}  // namespace

constinit const Command kVersionCommand{
    .noun = "",
    .verb = "version",
    .summary = "Print the version",
    .details = "",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::nothing,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
