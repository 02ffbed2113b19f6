#pragma once

#include "../output.hpp"
#include "../report.hpp"

#include "pcadmin/cli/world.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pcadmin::cli {

/// Which columns are printed, by their place in the body's list.
std::vector<std::size_t> chosen_columns(std::span<const Column> columns, const Output& output);
/// The place of the id column.
std::size_t id_column(std::span<const Column> columns);

/// A value in one cell: lists joined with `;`, records as `name=value` pairs, nothing as an empty text.
std::string cell_text(const Value& value);
/// The same as people read it: lists with a blank after the comma, a record as its first value with the others in
/// brackets.
std::string human_text(const Value& value, std::string_view nothing = "-");

/// Hands over the records of a list of records, one that streams too; of any other value none.
void each_record(const Value& value, const std::function<void(const Fields&)>& each);
/// One record as `cell_text` and `human_text` have it.
std::string cell_record(const Fields& record);
std::string human_record(const Fields& record);

/// Appends as JSON. Given a sink, it hands on what is in `out` behind each record of a stream, so that `out` stays
/// short; the last part is left in it.
void append_json(std::string& out, std::string_view text);
void append_json(std::string& out, const Value& value, Sink* sink = nullptr);
void append_json(std::string& out, std::span<const Column> columns, const Row& row,
                 const std::vector<std::size_t>& chosen, Sink* sink = nullptr);
/// `"import":{...},`, with all its columns.
std::string to_member(const RecordBody& record);

}  // namespace pcadmin::cli
