#pragma once

#include "args.hpp"
#include "command.hpp"

#include "pcadmin/cli/world.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pcadmin::cli {

enum class Format { table, json, ndjson, csv, tsv, ids, count, own };

/// How this run is to print.
struct Output {
  Format format = Format::table;
  std::string own{};                  ///< which, where it is one of the command's own
  std::vector<std::string> fields{};  ///< as asked for with --fields; empty: the usual ones
  bool bare = false;                  ///< --field: values only
  bool header = true;
  bool quiet = false;
  bool verbose = false;
  bool accessible = false;
  bool color_out = false;
  bool color_err = false;
  std::optional<std::size_t> width{};  ///< columns of the terminal that standard output is; nullopt: not one
  bool porcelain = false;

  bool json() const { return format == Format::json || format == Format::ndjson; }
};

/// From flags, then environment. Throws `Error` `unknown-word`, kind usage, for a bad PCADMIN_OUTPUT.
Output output_of(const Args& args, const World& world);

/// The format alone, from raw words, for failures that come before there are `Args`. Never throws.
Output guess_output(const std::vector<std::string>& words, const World& world);

/// Throws `Error`, kind usage: `unknown-field` for a column the command does not have; `field-and-fields`;
/// `fields-and-format` for a format that has no columns;
/// `once-hidden` when what is shown only this once would not be shown.
void check_output(const Output& output, const Command& command, const Args& args, bool dry_run);

}  // namespace pcadmin::cli
