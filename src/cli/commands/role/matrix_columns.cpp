#include "matrix_columns.hpp"

#include "pcadmin/base/text.hpp"

#include <memory>

namespace pcadmin::cli {

namespace {

constexpr std::size_t kMostSideBySide = 4;

/// Columns and rows that live as long as the list that shows them.
struct Shown {
  std::vector<Column> columns;
  std::vector<Row> rows;
};

}  // namespace

Row matrix_row(const Matrix& matrix, domain::PermissionId permission) {
  const auto& known = permission.permission();
  std::vector<std::string> roles;
  for (const auto* const role : matrix.roles) {
    if (allows(*role, permission)) roles.emplace_back(role->id);
  }
  auto row = make_row(std::string(known.id), std::move(roles), std::string(known.workspace), std::string(known.summary),
                      domain::allowed_to_everybody(permission));
  for (const auto& role : domain::Catalogue::roles()) row.emplace_back(allows(role, permission));
  return row;
}

ListBody matrix_list(const Matrix& matrix) {
  const bool side_by_side = matrix.roles.size() <= kMostSideBySide;
  const auto shown = std::make_shared<Shown>();
  shown->columns.assign(kMatrixColumns.begin(), kMatrixColumns.end());
  if (side_by_side) {
    shown->columns[1].in_table = false;
    for (const auto* const role : matrix.roles)
      shown->columns.push_back({.key = role->id, .title = role->id, .for_people = true});
  }
  for (const auto id : matrix.permissions) {
    auto& row = shown->rows.emplace_back(matrix_row(matrix, id));
    if (!side_by_side) continue;
    for (const auto* const role : matrix.roles) row.push_back(allows(*role, id) ? Value(std::string("yes")) : Value());
  }
  return {"permissions", shown->columns, [shown](const std::function<bool(const Row&)>& each) {
            for (const auto& row : shown->rows) {
              if (!each(row)) return;
            }
          }};
}

}  // namespace pcadmin::cli
