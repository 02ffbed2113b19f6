#pragma once

#include "interchange/cell_faults.hpp"
#include "interchange/ldif_lines.hpp"

#include "pcadmin/interchange/people_reader.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pcadmin::interchange {

/// The attributes that are read of a record.
enum class LdifField : std::uint8_t {
  dn,
  object_class,
  display_name,
  cn,
  given_name,
  sn,
  mail,
  user_principal_name,
  title,
  department,
  ou,
  department_number,
  telephone_number,
  mobile,
  c,
  co,
  user_account_control,
  change_type,
  result,
};

/// One record of an LDIF file: takes its attributes as they come, then says what it is.
class LdifRecord {
 public:
  enum class Kind {
    person,     ///< or what cannot be told, with the faults that say why
    other,      ///< an entry that is no person
    closing,    ///< what `ldapsearch` writes at its end: `result: 0 Success`
    reference,  ///< `ref: ldap://...`, where the search would go on
  };

  /// Whether an attribute's value is read.
  static bool wants(std::string_view key);
  /// Whether it is a password.
  static bool is_password(std::string_view key);

  void take(const LdifLines::Attribute& attribute);
  /// A line that is no attribute.
  void take_malformed(std::uint64_t line);

  /// On which it begins.
  std::uint64_t line() const { return line_; }
  Kind kind() const;
  /// Of an entry that is no person: its most specific object class as far as the file's order tells.
  const std::string& class_name() const { return class_name_; }
  std::uint64_t passwords() const { return passwords_; }
  /// Whether something was found after which nothing of the file can be trusted.
  bool ends_file() const { return ends_file_; }
  /// Of a record of kind `person` or `closing`. A closing one that tells of success has no row.
  std::optional<PeopleReader::Row> row();

 private:
  struct Value {
    std::uint64_t line = 0;  ///< 0 when there is none
    std::string name;
    std::string text;
    bool has_options = false;
    LdifLines::Trouble trouble = LdifLines::Trouble::none;
  };

  Value& value(LdifField field) { return values_[static_cast<std::size_t>(field)]; }
  const Value& value(LdifField field) const { return values_[static_cast<std::size_t>(field)]; }
  Cell cell(LdifField field) const;
  /// The first of the fields that has a value.
  Cell first_of(std::initializer_list<LdifField> fields) const;
  Cell whole(std::string_view field) const;

  void keep(LdifField field, const LdifLines::Attribute& attribute);
  static bool is_second_value(LdifField field, const Value& kept, const LdifLines::Attribute& attribute);
  static bool is_better(const LdifLines::Attribute& attribute, const Value& kept);
  void take_class(std::string_view word);
  void fault(const Cell& cell, Failure failure);
  void check_structure();
  void check_values();
  PeopleReader::Row person();
  std::optional<domain::PersonName> name();
  std::optional<domain::Email> email();
  std::optional<domain::UsageLocation> usage_location();
  std::optional<domain::UserState> state();

  std::uint64_t line_ = 0;
  std::string first_key_;
  std::array<Value, static_cast<std::size_t>(LdifField::result) + 1> values_{};
  std::string class_name_;
  bool is_person_ = false;
  bool is_no_account_ = false;
  bool is_change_ = false;
  bool ends_file_ = false;
  std::uint64_t passwords_ = 0;
  std::size_t faulted_ = 0;
  CellFaults faults_;
};

}  // namespace pcadmin::interchange
