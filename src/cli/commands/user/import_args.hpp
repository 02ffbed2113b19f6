#pragma once

#include "../../common_args.hpp"
#include "fault_report.hpp"

#include "pcadmin/interchange/people_format.hpp"
#include "pcadmin/ops/import_people.hpp"

#include <array>

/// Which file of people is read, and how.
namespace pcadmin::cli {

template <>
struct ArgValue<ops::OnExisting> {
  static Result<ops::OnExisting> parse(std::string_view text) {
    return text == "skip" ? ops::OnExisting::skip : text == "update" ? ops::OnExisting::update : ops::OnExisting::error;
  }
};

template <>
struct ArgValue<ops::RolesMode> {
  static Result<ops::RolesMode> parse(std::string_view text) {
    return text == "replace" ? ops::RolesMode::replace : ops::RolesMode::add;
  }
};

template <>
struct ArgValue<interchange::PeopleFormat> {
  static Result<interchange::PeopleFormat> parse(std::string_view text) {
    return interchange::parse_people_format(text).value_or(interchange::PeopleFormat::csv);
  }
};

namespace flags {

inline constexpr Arg<FileName> kPeopleFile{{.name = "FILE",
                                            .help = "file of people, or - for standard input",
                                            .completes = Completes::file,
                                            .required = true}};

inline constexpr std::array<std::string_view, 3> kOnExistingWords = {"error", "skip", "update"};
inline constexpr Arg<ops::OnExisting> kOnExisting{
    {.name = "--on-existing",
     .help =
         "what to do about a person who is there already: refuse the file, leave them, or fill in what the file says",
     .value = "WHAT",
     .fallback = "error",
     .words = kOnExistingWords,
     .completes = Completes::word}};

inline constexpr std::array<std::string_view, 2> kRolesModeWords = {"add", "replace"};
inline constexpr Arg<ops::RolesMode> kRolesMode{
    {.name = "--roles-mode",
     .help =
         "with --on-existing update: give the roles of a row beside those there are, or take those it does not name",
     .value = "WHAT",
     .fallback = "add",
     .words = kRolesModeWords,
     .completes = Completes::word}};

inline constexpr Arg<interchange::PeopleFormat> kPeopleFormat{{.name = "--format",
                                                               .help = "what the file is",
                                                               .value = "WORD",
                                                               .fallback = "by its content",
                                                               .words = interchange::kPeopleFormats,
                                                               .completes = Completes::word}};

inline constexpr Arg<interchange::ColumnMapping> kMap{
    {.name = "--map",
     .help = "what a column of CSV is that has another name than the field, or - to leave it out",
     .value = "COLUMN=FIELD",
     .many = true}};

inline constexpr Arg<ReportName> kReport{
    {.name = "--report",
     .help = "write everything that is wrong with the file to this new file (mode 0600), as the end of its name says: "
             ".csv, .json or .ndjson",
     .value = "FILE",
     .completes = Completes::file}};

inline constexpr Switch kKeepGoing{
    {.name = "--keep-going", .help = "import the rows that are right, though others are not, and exit with 7"}};

inline constexpr Arg<FileName> kRejects{
    {.name = "--rejects",
     .help = "with --keep-going: write the other rows to this new file (mode 0600), in the format of the file, to be "
             "mended and imported",
     .value = "FILE",
     .completes = Completes::file}};

}  // namespace flags
}  // namespace pcadmin::cli
