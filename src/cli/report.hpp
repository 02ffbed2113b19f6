#pragma once

#include "staged_file.hpp"
#include "staged_folder.hpp"

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/result.hpp"
#include "pcadmin/base/secret.hpp"
#include "pcadmin/domain/filter.hpp"
#include "pcadmin/store/changes.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace pcadmin::ops {
class Unit;
}

/// What a command has to say, before anybody has decided how it looks. One list of columns feeds every output format.
namespace pcadmin::cli {

struct Field;
using Fields = std::vector<Field>;
/// A secret on its way to be shown once: revealed where it is printed, and nowhere before. Rows are copied, secrets are
/// not: hence shared.
using SecretValue = std::shared_ptr<const Secret>;
/// Records that are too many to be held: `produce` hands each to its argument, anew every time it is called. Of a
/// reading command only: it is called while the report is printed.
struct RecordStream {
  std::function<void(const std::function<void(const Fields&)>&)> produce;
};
/// JSON as it is to be printed.
struct JsonText {
  std::string text;
};
/// Nothing, yes or no, a number, a word, a list of words, a list of records, one that streams, a secret, JSON.
using Value = std::variant<std::monostate, bool, std::int64_t, std::string, std::vector<std::string>,
                           std::vector<Fields>, RecordStream, SecretValue, JsonText>;
struct Field {
  std::string name;
  Value value;
};
using Row = std::vector<Value>;  ///< in the order of the columns

struct Column {
  std::string_view key;            ///< in JSON, CSV headers and --fields: stable
  std::string_view title;          ///< above a table
  bool in_table = true;            ///< shown in a table without being asked for
  bool is_id = false;              ///< what `-o ids` and --porcelain print
  std::string_view nothing = "-";  ///< what a person reads where there is no value
  bool whole = false;              ///< what people copy: on a narrow terminal the other columns give way first
  bool wraps = false;              ///< sentences: on a terminal they go on in further lines where others are cut
  bool for_people = false;  ///< a sentence of what other columns hold as values: no machine format has it unasked
  domain::FieldType type = domain::FieldType::text;  ///< for --filter: what it can be compared with
  bool many = false;                                 ///< a list
  std::span<const std::string_view> words{};         ///< of a `word`
};

struct RecordBody {
  std::string_view key;  ///< in JSON: `user`
  std::span<const Column> columns;
  Row row;
  bool quiet_in_table =
      false;  ///< in a table the sentence says it all: the record is for machine formats and for who asks for fields
  bool nobody = false;  ///< the answer is that there is none: no id, and a count of 0
};

/// Rows as they come. `produce` hands each to its argument until that says false.
struct ListBody {
  std::string_view key;  ///< in JSON: `users`
  std::span<const Column> columns;
  std::function<void(const std::function<bool(const Row&)>&)> produce;
  bool quiet_in_table = false;              ///< as of a record
  bool lines_in_table = false;              ///< rows no table could show: ndjson stands in its place
  bool filtered = false;                    ///< what it produces passes --filter; else its rows are judged, one by one
  std::optional<std::int64_t> limit{};      ///< at most so many of those that pass
  std::shared_ptr<const RecordBody> sum{};  ///< what they come to; in JSON it stands before them
};

/// Text as it is: help, a completion script.
struct TextBody {
  std::string text;
};

/// Text that is made while it is written, too much to be kept. `produce` hands its parts to its argument and gives back
/// what people should know about it, a sentence each.
struct StreamBody {
  std::function<std::vector<std::string>(const std::function<void(std::string_view)>&)> produce;
};

struct Report {
  std::variant<std::monostate, ListBody, RecordBody, TextBody, StreamBody> body{};
  bool changed = false;                 ///< of a writing command: whether there is anything to commit
  std::string said{};                   ///< one sentence for people, on standard error
  bool undoable = false;                ///< pcadmin undo takes it back
  std::vector<std::string> warnings{};  ///< what people should know, a sentence each, on standard error
  std::vector<std::string> helps{};     ///< commands that would help: below a table, a line each, on standard error
  std::optional<Failure> verdict{};     ///< committed all the same, but the exit code is not 0
  std::optional<Failure> refused{};     ///< part of what was asked, by rights: an entry of its own in the history
  std::vector<StagedFile> files{};      ///< on disk already; take their names after the commit
  std::vector<StagedFolder> folders{};  ///< the same
  std::optional<Secret> session{};      ///< becomes the operator's session
  bool ends_session = false;
  /// What a guard refuses, told with more of it; may publish a file that is wanted all the same.
  std::function<Failure(const ops::Unit&, Report&, Failure)> tell_refusal{};
  std::string_view once{};  ///< what it shows this one time, where its command does not say
};

/// For a list that is there as a whole already.
inline std::function<void(const std::function<bool(const Row&)>&)> all_of(std::vector<Row> rows) {
  return [rows = std::move(rows)](const std::function<bool(const Row&)>& each) {
    for (const auto& row : rows) {
      if (!each(row)) return;
    }
  };
}

/// A row of these values. (An initializer list would copy every text.)
template <class... Values>
Row make_row(Values&&... values) {
  Row row;
  row.reserve(sizeof...(values));
  (row.emplace_back(std::forward<Values>(values)), ...);
  return row;
}

inline Value secret_value(const Secret& secret) { return std::make_shared<const Secret>(secret.copy()); }
inline Value time_or_nothing(const std::optional<Time>& time) { return time ? Value(to_rfc3339(*time)) : Value(); }
inline Value text_or_nothing(const std::optional<std::string>& text) { return text ? Value(*text) : Value(); }

template <class T>
Value value_of(const std::optional<T>& value) {
  return value ? Value(value->text()) : Value();
}

}  // namespace pcadmin::cli
