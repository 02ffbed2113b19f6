#include "filter_sql.hpp"

#include "pcadmin/base/text.hpp"

#include <sqlite3.h>

#include <exception>

namespace pcadmin::store {

namespace {

/// NULL for NULL, and for what a damaged store holds in place of text.
std::optional<std::string_view> text_of(sqlite3_value* value) {
  const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  if (text == nullptr) return std::nullopt;
  const std::string_view view(text, static_cast<std::size_t>(sqlite3_value_bytes(value)));
  return is_utf8(view) ? std::optional(view) : std::nullopt;
}

/// `fold_key(TEXT)`.
void fold_key(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  try {
    const auto text = text_of(values[0]);
    if (!text) return sqlite3_result_null(context);
    const auto key = to_fold_key(*text);
    sqlite3_result_text(context, key.data(), static_cast<int>(key.size()), SQLITE_TRANSIENT);
  } catch (const std::exception&) {  // memory is all that can lack, and nothing may be thrown through C
    sqlite3_result_error_nomem(context);
  }
}

/// `matches(PATTERN, TEXT)`.
void matches(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  try {
    const auto pattern = text_of(values[0]);
    const auto text = text_of(values[1]);
    if (!pattern || !text) return sqlite3_result_null(context);
    sqlite3_result_int(context, glob_matches(*pattern, *text) ? 1 : 0);
  } catch (const std::exception&) {
    sqlite3_result_error_nomem(context);
  }
}

}  // namespace

void add_filter_functions(sqlite3* connection) {
  // Only for queries: nothing in a schema may call them.
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  sqlite3_create_function_v2(connection, "fold_key", 1, kFlags, nullptr, fold_key, nullptr, nullptr, nullptr);
  sqlite3_create_function_v2(connection, "matches", 2, kFlags, nullptr, matches, nullptr, nullptr, nullptr);
}

}  // namespace pcadmin::store
