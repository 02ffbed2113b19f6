#pragma once

#include "../../command.hpp"
#include "../../report.hpp"
#include "../../spool.hpp"

#include "pcadmin/ops/import_people.hpp"

#include <array>
#include <memory>
#include <vector>

/// An import told row by row.
namespace pcadmin::cli {

namespace flags {
inline constexpr Switch kRows{
    {.name = "--rows", .help = "answer with what each row of the file does, not with their sum"}};
}

/// Of the sum, and of a row.
inline constexpr std::array<Column, 7> kImportColumns = {{{.key = "rows", .title = "ROWS"},
                                                          {.key = "added", .title = "ADDED", .is_id = true},
                                                          {.key = "updated", .title = "UPDATED"},
                                                          {.key = "disabled", .title = "DISABLED"},
                                                          {.key = "unchanged", .title = "UNCHANGED"},
                                                          {.key = "skipped", .title = "SKIPPED"},
                                                          {.key = "rejected", .title = "REJECTED"}}};
inline constexpr std::array<Column, 8> kImportRowColumns = {
    {{.key = "line", .title = "LINE"},
     {.key = "action", .title = "ACTION"},
     {.key = "email", .title = "E-MAIL", .whole = true},
     {.key = "name", .title = "NAME"},
     {.key = "id", .title = "ID", .in_table = false, .is_id = true},
     {.key = "changes", .title = "CHANGES"},
     {.key = "roles_gained", .title = "ROLES GAINED"},
     {.key = "roles_lost", .title = "ROLES LOST"}}};
/// What --fields knows: one or the other.
extern const std::array<Column, kImportColumns.size() + kImportRowColumns.size()> kAllImportColumns;

/// Throws, kind usage: `unknown-field` for a field of the sum with --rows, or of a row without;
/// `roles-mode-without-update`.
void check_import_words(const Args& args);

/// Keeps what became of each row until it is printed, which is after the commit. Memory does not grow with them.
class ImportRows {
 public:
  /// Keeps nothing unless rows are asked for.
  explicit ImportRows(Context& context);
  /// To be told of each row; empty when none are asked for.
  std::function<void(const ops::RowOutcome&)> listener() const;
  /// Who was added, in the order in which the rows were told.
  void add_id(domain::UserId id);
  /// What the command answers: the rows, or their sum; and what is to be known about them.
  void answer(Report& report, const ops::ImportSummary& summary, std::uint64_t rejected) const;

 private:
  std::shared_ptr<Spool> spool_{};
  std::shared_ptr<std::vector<domain::UserId>> added_ = std::make_shared<std::vector<domain::UserId>>();
};

}  // namespace pcadmin::cli
