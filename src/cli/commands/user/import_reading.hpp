#pragma once

#include "fault_files.hpp"

#include "pcadmin/interchange/people_format.hpp"
#include "pcadmin/interchange/people_reader.hpp"
#include "pcadmin/ops/import_people.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pcadmin::cli {

/// What --format says, or the file by how it begins. Throws as `detect_format`.
interchange::PeopleFormat format_of(const Args& args, const interchange::PeekedSource& source);

/// Throws it again, where its hint is a command that converts the file, with the name of that in it, so that it can be
/// typed as it stands.
[[noreturn]] void rethrow_with_name(const Error& error, const FileName& file);

/// The rows of a file on their way into the store, and everything that is wrong with each.
class ImportReading {
 public:
  /// `file` is what is read, the domains are those of the organisation. Reader and files must outlive it.
  ImportReading(FileName file, interchange::PeopleReader& reader, FaultFiles& files, std::vector<std::string> domains)
      : file_(std::move(file)), reader_(reader), files_(files), domains_(std::move(domains)) {}

  /// For `ops::import_people`: the next row. Throws as the files do.
  std::optional<interchange::PeopleReader::Row> next();
  /// And each fault of the last one.
  void note(domain::RowFault& fault);

  std::uint64_t rows_with_faults() const { return rows_with_faults_; }
  /// Whether there is more of the file than could be read, or a row that cannot be written down again.
  bool broke_off() const { return broke_off_; }
  /// What looks like a slip of the pen and is none that is refused: a sentence each.
  std::vector<std::string> warnings() const;

 private:
  struct Slip {
    std::string meant;
    std::uint64_t count = 0;
    std::vector<std::uint64_t> first_lines{};
  };

  void finish_row();
  void look_at_domain(const domain::PersonRow& row);
  void hint_at_domain(domain::RowFault& fault) const;

  FileName file_;
  interchange::PeopleReader& reader_;
  FaultFiles& files_;
  std::vector<std::string> domains_;
  std::vector<domain::RowFault> faults_{};  ///< of the row that is being taken
  std::uint64_t rows_with_faults_ = 0;
  bool broke_off_ = false;
  std::string right_domain_{};  ///< the last one with which nothing was wrong: most rows have the same
  std::map<std::string, Slip> slips_{};
};

FaultCounts counts_of(const ops::ImportSummary& summary, const ImportReading& rows);

}  // namespace pcadmin::cli
