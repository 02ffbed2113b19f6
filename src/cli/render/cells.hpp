#pragma once

#include "../output.hpp"
#include "../report.hpp"

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

/// Appends as JSON.
void append_json(std::string& out, std::string_view text);
void append_json(std::string& out, const Value& value);
void append_json(std::string& out, std::span<const Column> columns, const Row& row,
                 const std::vector<std::size_t>& chosen);

}  // namespace pcadmin::cli
