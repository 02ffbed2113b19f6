#pragma once

#include "interchange/csv_rows.hpp"

#include "pcadmin/domain/user.hpp"

#include <cstddef>
#include <string>

/// CSV with a header: what its readers have in common.
namespace pcadmin::interchange {

/// Goes on to a row of the file's first lines. Without it nothing can be read: throws `Error`, kind invalid, with what
/// is wrong with that row, or `empty-file` with `message` and `hint` when there is none.
void go_to_header(CsvRows& rows, std::string message, std::string hint);

/// What is wrong with the row at which `rows` stands when it has not as many cells as the header, which has `columns`.
domain::RowFault wrong_count(const CsvRows& rows, std::size_t columns);

}  // namespace pcadmin::interchange
