#pragma once

#include "../../command.hpp"
#include "fault_report.hpp"
#include "rejects_file.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pcadmin::cli {

/// What --report and --rejects name.
std::optional<std::string> report_name(const Args& args);
std::optional<std::string> rejects_name(const Args& args);

/// The words of an import that contradict each other or have nowhere to go, before anything is opened. Throws `Error`,
/// kind usage: `rejects-without-keep-going`, and as `require_own_places`.
void check_fault_files(const Args& args);

/// Where what is wrong with a file is written: what --report and --rejects ask for, both, or neither. No rejects on a
/// dry run, which only looks whether they could be made. Throws as `StagedFile`.
class FaultFiles {
 public:
  /// The reader must outlive it.
  FaultFiles(const Context& context, interchange::PeopleFormat format, interchange::PeopleReader& reader);

  /// What is wrong with the reader's last row, and the row, where it is there to be written down.
  void add(std::span<const domain::RowFault> faults, bool has_row);
  /// Once, at the end: on disk, and yet without their names. Without faults there are no rejects; nor where a file
  /// breaks off, since what is missing would be missing in them.
  std::vector<StagedFile> finish(const FaultCounts& counts, bool broke_off);

 private:
  std::optional<FaultReport> report_{};
  std::optional<RejectsFile> rejects_{};
};

}  // namespace pcadmin::cli
