#include "common_args.hpp"

#include <array>

namespace pcadmin::cli {

namespace flags {

namespace {
constexpr std::array<std::string_view, 7> kFormats = {"table", "json", "ndjson", "csv", "tsv", "ids", "count"};
constexpr std::array<std::string_view, 3> kColors = {"auto", "always", "never"};
}  // namespace

constexpr Arg<FileName> kStore{{.name = "--store",
                                .help = "the store",
                                .value = "FILE",
                                .fallback = "$PCADMIN_STORE, else $XDG_DATA_HOME/pcadmin/store.db",
                                .completes = Completes::file}};
constexpr Arg<Descriptor> kTokenFd{{.name = "--token-fd",
                                    .help = "act by the token that stands on this open file descriptor, one line",
                                    .value = "N",
                                    .fallback = "the file $PCADMIN_TOKEN_FILE, else the session"}};
constexpr Arg<Word> kOutput{{.name = "--output",
                             .help = "how to print the answer",
                             .value = "FORMAT",
                             .short_name = "-o",
                             .fallback = "$PCADMIN_OUTPUT, else table",
                             .words = kFormats,
                             .completes = Completes::word}};
constexpr Arg<Words> kFields{{.name = "--fields",
                              .help = "these columns, in this order",
                              .value = "A,B",
                              .completes = Completes::field,
                              .many = true}};
constexpr Arg<Words> kField{{.name = "--field",
                             .help = "one column, its bare values, one a line",
                             .value = "A",
                             .completes = Completes::field}};
constexpr Switch kNoHeader{{.name = "--no-header", .help = "csv, tsv and table without the line of column names"}};
constexpr Switch kQuiet{{.name = "--quiet", .help = "say nothing on standard error but errors", .short_name = "-q"}};
constexpr Switch kVerbose{{.name = "--verbose", .help = "say more on standard error", .short_name = "-v"}};
constexpr Arg<Word> kColor{{.name = "--color",
                            .help = "colours",
                            .value = "WHEN",
                            .fallback = "auto: on a terminal, unless NO_COLOR is set",
                            .words = kColors,
                            .completes = Completes::word}};
constexpr Switch kAccessible{
    {.name = "--accessible", .help = "one labelled line a field, no tables (also ACCESSIBLE=1)"}};
constexpr Switch kNoInput{{.name = "--no-input", .help = "never ask; what would have to be asked fails with 12"}};
constexpr Switch kHelp{{.name = "--help", .help = "this help, examples first", .short_name = "-h"}};
constexpr Switch kVersion{{.name = "--version", .help = "the version"}};

constexpr Arg<domain::AsOf> kAsOf{
    {.name = "--as-of",
     .help = "answer as the store was then: a time, a date, -30d, or @12 for when change-set 12 had been made",
     .value = "TIME",
     .fallback = "now"}};
constexpr Arg<domain::FilterExpression> kFilter{
    {.name = "--filter",
     .help = "only rows for which this is true; the language: pcadmin help filter",
     .value = "EXPRESSION",
     .completes = Completes::filter}};

constexpr Switch kDryRun{
    {.name = "--dry-run", .help = "do everything but keep it: change nothing", .short_name = "-n"}};
constexpr Switch kYes{
    {.name = "--yes", .help = "take every question that can be answered with yes as answered", .short_name = "-y"}};
constexpr Arg<Words> kReason{{.name = "--reason", .help = "why, for the history", .value = "TEXT"}};
constexpr Arg<Words> kTicket{{.name = "--ticket", .help = "the ticket it belongs to, for the history", .value = "ID"}};
constexpr Switch kPorcelain{{.name = "--porcelain", .help = "print only the id of what was made or changed"}};

constexpr Arg<domain::Limit> kMaxRemovals{
    {.name = "--max-removals",
     .help = "change nothing if more people, or a greater share of them, would lose a role or their account",
     .value = "N|P%",
     .fallback = "no limit but guard max-removals"}};
constexpr Arg<Count> kLimit{{.name = "--limit", .help = "at most so many", .value = "N", .fallback = "all"}};
constexpr Arg<FileName> kCredentials{
    {.name = "--credentials",
     .help =
         "write sign-in names and temporary passwords to this new file (mode 0600) instead of showing them: CSV, or "
         "NDJSON where the name ends in .ndjson or .jsonl",
     .value = "FILE",
     .completes = Completes::file}};
constexpr Arg<FileName> kLetters{
    {.name = "--letters",
     .help = "write a page to print for each person instead of showing the password: all in this new file where the "
             "name ends in .html, else a file each in this new or empty folder",
     .value = "PLACE",
     .completes = Completes::file}};
constexpr Arg<domain::UserRef> kUser{
    {.name = "USER", .help = "e-mail address or id (usr_17)", .completes = Completes::user, .required = true}};
constexpr Arg<domain::RoleId> kRole{{.name = "ROLE",
                                     .help = "id, name or alias of a role, any letter case",
                                     .completes = Completes::role,
                                     .required = true}};
constexpr Switch kPasswordStdin{
    {.name = "--password-stdin", .help = "read the password from standard input, one line"}};
constexpr Switch kNewPasswordStdin{
    {.name = "--new-password-stdin",
     .help = "read the new password from standard input, one line; the second when both are read"}};

}  // namespace flags

namespace {

using namespace flags;

constexpr std::array<const ArgSpec*, 13> kEvery = {
    &kStore.spec,   &kTokenFd.spec, &kOutput.spec,     &kFields.spec,  &kField.spec, &kNoHeader.spec, &kQuiet.spec,
    &kVerbose.spec, &kColor.spec,   &kAccessible.spec, &kNoInput.spec, &kHelp.spec,  &kVersion.spec};
/// `first`, then the flags of every command.
template <std::size_t N>
constexpr auto and_every(const std::array<const ArgSpec*, N>& first) {
  std::array<const ArgSpec*, kEvery.size() + N> all{};
  for (std::size_t i = 0; i < N; ++i) all[i] = first[i];
  for (std::size_t i = 0; i < kEvery.size(); ++i) all[i + N] = kEvery[i];
  return all;
}
constexpr auto kReading = and_every(std::array<const ArgSpec*, 1>{&kAsOf.spec});
constexpr auto kListing = and_every(std::array<const ArgSpec*, 2>{&kAsOf.spec, &kFilter.spec});
constexpr auto kListingTool = and_every(std::array<const ArgSpec*, 1>{&kFilter.spec});
constexpr std::array<const ArgSpec*, 18> kWriting = {
    &kDryRun.spec,  &kYes.spec,    &kReason.spec,     &kTicket.spec,  &kPorcelain.spec, &kStore.spec,
    &kTokenFd.spec, &kOutput.spec, &kFields.spec,     &kField.spec,   &kNoHeader.spec,  &kQuiet.spec,
    &kVerbose.spec, &kColor.spec,  &kAccessible.spec, &kNoInput.spec, &kHelp.spec,      &kVersion.spec};

}  // namespace

const ArgSpec& file_flag_of(const Command& command) {
  return command.once_file != nullptr ? *command.once_file : kCredentials.spec;
}

bool goes_to_file(const Command& command, const Args& args) {
  return args.has(file_flag_of(command)) || (command.once_file == nullptr && args.has(kLetters.spec));
}

std::vector<std::string> words_for(const ArgSpec& spec, const Command& command) {
  std::vector<std::string> words(spec.words.begin(), spec.words.end());
  if (&spec == &kOutput.spec) words.insert(words.end(), command.formats.begin(), command.formats.end());
  return words;
}

std::span<const ArgSpec* const> common_args(const Command& command) {
  if (command.writes()) return kWriting;
  if (command.is_tool()) return command.lists ? std::span<const ArgSpec* const>(kListingTool) : kEvery;
  if (command.lists) return kListing;
  return kReading;
}

}  // namespace pcadmin::cli
