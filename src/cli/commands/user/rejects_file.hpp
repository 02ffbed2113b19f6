#pragma once

#include "../../staged_file.hpp"

#include "pcadmin/domain/user.hpp"
#include "pcadmin/interchange/rejects_writer.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace pcadmin::cli {

/// The rows of a file that were not taken, in a new file of the same format: to be mended and imported again.
class RejectsFile {
 public:
  /// The reader must outlive it. Throws as `StagedFile`, as all of it does.
  RejectsFile(std::string name, interchange::PeopleFormat format, interchange::PeopleReader& reader);
  /// The reader's last row, with everything that is wrong with it.
  void add(std::span<const domain::RowFault> faults);
  /// Once, at the end: all of it is on disk.
  StagedFile finish();

  std::string name() const { return file_.file().string(); }

 private:
  const interchange::PeopleReader& reader_;
  std::unique_ptr<interchange::RejectsWriter> writer_;
  StagedFile file_;
};

}  // namespace pcadmin::cli
