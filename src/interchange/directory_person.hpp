#pragma once

#include "interchange/cell_faults.hpp"

#include "pcadmin/interchange/directory_record.hpp"

#include <initializer_list>
#include <optional>
#include <string_view>

namespace pcadmin::interchange {

/// The person an entry is.
class PersonOfRecord {
 public:
  explicit PersonOfRecord(const DirectoryRecord& record) : record_(record) {}
  tl::expected<domain::DirectoryEntry, domain::FaultyEntry> make();

 private:
  const DirectoryValue* find(std::string_view key) const;
  Cell first_of(std::initializer_list<std::string_view> keys) const;
  Cell whole(std::string_view field) const;
  template <class Parse>
  auto read(const Cell& cell, Parse parse) -> std::optional<typename decltype(parse({}))::value_type>;
  std::optional<domain::Anchor> anchor();
  std::optional<domain::PersonName> name();
  std::vector<domain::Email> mails();
  std::optional<domain::UsageLocation> usage_location();
  bool disabled();
  bool closed_by_flags();

  const DirectoryRecord& record_;
  CellFaults faults_{};
};

}  // namespace pcadmin::interchange
