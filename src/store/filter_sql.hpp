#pragma once

#include "engine.hpp"

#include "pcadmin/domain/filter.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct sqlite3;

/// Filters as SQL. What goes into the text are the constants of a list's own table of fields, and a `?` for every
/// value: nothing that somebody typed.
namespace pcadmin::store {

/// What a field of a list is in the list's query.
struct SqlField {
  std::string_view name;
  std::string_view sql;       ///< its value, NULL where there is none; of an id the number
  std::string_view key{};     ///< its compared form where the row has one; empty: of a text its fold key, else `sql`
  std::string_view from{};    ///< of a list: the rows its values come from, up to and with their condition
  std::string_view prefix{};  ///< of an id: `usr_`
};

/// A condition, and what stands for its `?`, in order.
struct FilterSql {
  std::string text{};
  std::vector<std::variant<std::int64_t, std::string>> values{};
};

/// Nullopt for a filter that asks for a field that is not among `fields`, or that is too deep or too long for the
/// engine: it must be judged row by row.
std::optional<FilterSql> filter_sql(const domain::Filter& filter, std::span<const SqlField> fields);

/// ` AND (condition)`, or nothing where there is no filter. Throws `std::logic_error` where `filter_sql` has none.
FilterSql and_filter(const domain::Filter* filter, std::span<const SqlField> fields);

void bind_values(Query& query, const FilterSql& sql);

/// The functions that conditions use: how texts are folded and matched against patterns.
void add_filter_functions(sqlite3* connection);

}  // namespace pcadmin::store
