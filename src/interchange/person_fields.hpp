#pragma once

#include "interchange/people_header.hpp"

#include "pcadmin/domain/user.hpp"
#include "pcadmin/interchange/people_reader.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pcadmin::interchange {

/// Where a value stands: the ordinal of its column, from 1, where the format has columns, and what the file calls it;
/// the field's own name, where that is left out.
struct FieldOrigin {
  std::uint64_t column = 0;
  std::string_view called{};
};

/// One entry of a file becoming a person, whatever the format: texts go in by field, and out comes the person, or
/// everything that is wrong with them. The texts must outlive `take`.
class PersonFields {
 public:
  /// `line` is where the entry begins.
  explicit PersonFields(std::uint64_t line) : line_(line) {}

  /// What the file has for the field; an empty text is nothing, but that of `roles` says that there are none. Several
  /// by `;`.
  void put(PersonColumn field, std::string_view text, FieldOrigin origin = {});
  /// One role more, where a format has a list of them.
  void put_role(std::string_view word, FieldOrigin origin = {});
  /// What stands there cannot be a text at all. The field is taken to be given, so that it is not missing as well.
  void refuse(PersonColumn field, std::string_view value, Failure failure, FieldOrigin origin);
  /// A fault that is none of a field of ours.
  void add_fault(std::string_view field, std::string_view value, Failure failure);
  /// Whether anything was put or refused.
  bool has(PersonColumn field) const;

  /// The person, or all faults in the order of the file's columns; where it has none, what was refused as it was put
  /// comes first, the rest in the order of `PersonColumn`.
  PeopleReader::Row take();
  /// Of an entry that is known to be no person: the faults that were added, and no others.
  PeopleReader::Row take_faults();

 private:
  struct Cell {
    std::string_view text;
    FieldOrigin origin;
    bool refused = false;
    bool there = false;  ///< the file has a place for it, be it empty
  };

  template <class Parse>
  auto optional(PersonColumn field, Parse parse) -> std::optional<typename decltype(parse({}))::value_type>;
  template <class Parse>
  auto required(PersonColumn field, Parse parse);
  std::vector<domain::RoleId> read_roles();
  void add_role(std::vector<domain::RoleId>& found, std::string_view word);
  void add(PersonColumn field, std::string_view value, Failure failure);
  Cell& cell(PersonColumn field) { return cells_[static_cast<std::size_t>(field)]; }
  const Cell& cell(PersonColumn field) const { return cells_[static_cast<std::size_t>(field)]; }

  std::uint64_t line_;
  std::array<Cell, kPersonColumns.size()> cells_{};
  std::vector<std::string_view> role_words_;
  std::vector<domain::RowFault> faults_;
};

}  // namespace pcadmin::interchange
