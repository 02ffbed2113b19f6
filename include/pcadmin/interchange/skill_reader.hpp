#pragma once

#include "pcadmin/domain/skill.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/interchange/people_reader.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace pcadmin::interchange {

/// Records of a file, row by row, CSV or JSON by its first byte. Constant memory.
template <class Record>
class RecordReader {
 public:
  using Row = tl::expected<Record, std::vector<domain::RowFault>>;

  virtual ~RecordReader() = default;
  /// The next record, or everything wrong with its row; nullopt at the end. As `PeopleReader::next`.
  virtual std::optional<Row> next() = 0;
  /// As `PeopleReader::column_of`.
  virtual std::uint64_t column_of(std::string_view field) const = 0;
};

/// What people have passed: `email`, `profile` or `mcid` (one of the two), `kind`, `code`, `title`, `achieved` and
/// `expires`; as columns of CSV (RFC 4180, header in any order and letter case), or as keys of JSON, a list, a list
/// under `skills`, or one object behind the other. What `pcadmin cert list` tells besides is left out.
///
/// Faults: those of the values (`invalid-email`, `invalid-profile`, `invalid-skill-kind`, `invalid-skill-code`,
/// `invalid-skill-title`, `invalid-day`), `missing-` with the field, `expires-before-achieved`, and those of the file
/// as for people. Throws as `read_people_csv` and `read_people_json`. The source must outlive the reader.
std::unique_ptr<RecordReader<domain::SkillRow>> read_skills(ByteSource& source);

/// What can be passed: `kind`, `code`, `title` and `retired`; in JSON, the list is under `catalogue`. `none` for
/// `retired`: it is not. Likewise.
std::unique_ptr<RecordReader<domain::KnownSkillRow>> read_known_skills(ByteSource& source);

}  // namespace pcadmin::interchange
