#pragma once

#include "command.hpp"

#include "pcadmin/domain/filter.hpp"

#include <functional>
#include <optional>
#include <span>
#include <vector>

/// --filter: the columns of a list as fields of the filter language, and lists judged row by row where the store does
/// not do it.
namespace pcadmin::cli {

std::vector<domain::FilterField> filter_fields(std::span<const Column> columns);

/// What --filter asks of the command's list, its times counted from `now`; nullopt: it was not given. Throws `Error`
/// `invalid-filter`.
std::optional<domain::Filter> filter_of(const Command& command, const Args& args, Time now);

/// Says of a row of these columns whether it passes; without a filter every row does. The columns must outlive it.
std::function<bool(const Row&)> row_test(const std::optional<domain::Filter>& filter, std::span<const Column> columns);

/// Narrows a list to the rows that pass, unless it has seen to that itself, and to as many as it is to have at most.
void narrow(Report& report, const std::optional<domain::Filter>& filter);

}  // namespace pcadmin::cli
