#pragma once

#include "../command.hpp"

#include <array>
#include <string_view>
#include <utility>

/// The filter language in words: what pcadmin-filter(7) and pcadmin help filter say.
namespace pcadmin::cli {

inline constexpr std::string_view kFilterSummary = "narrow a list to the rows for which an expression is true";

inline constexpr std::array<Example, 6> kFilterExamples = {{
    {"pcadmin user list --filter \"role = global-admin and last_sign_in < -90d\"",
     "global admins who last signed in more than 90 days ago"},
    {"pcadmin user list --filter \"role in (global, account) and (last_sign_in is empty or state = disabled)\"",
     "admins who have never signed in, or cannot"},
    {"pcadmin user list --filter 'name ~ \"*lee*\" and not email ~ *@contoso.example' -o csv",
     "everybody called Lee whose address is somewhere else"},
    {"pcadmin user list --filter \"roles is empty and created_at < -30d\" -o ids",
     "who was added and never given a role"},
    {"pcadmin audit list --filter \"at = 2026-11-23 and actor = ada@contoso.example\"", "what Ada did on that day"},
    {"pcadmin role members helpdesk-agent --filter \"expires_at <= +14d\" -o count",
     "how many lose a role in two weeks"},
}};

inline constexpr std::array<std::string_view, 7> kFilterGrammar = {{
    "expression := all-of { or all-of }",
    "all-of     := one { and one }",
    "one        := not one | ( expression ) | comparison",
    "comparison := FIELD operator VALUE",
    "            | FIELD [not] in ( VALUE {, VALUE} )",
    "            | FIELD is [not] empty",
    "operator   := = | != | < | <= | > | >= | ~",
}};

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kFilterOperators = {{
    {"FIELD = VALUE", "the same; of text in any letter case"},
    {"FIELD != VALUE", "not the same, or not there at all: what not FIELD = VALUE says"},
    {"FIELD < VALUE", "before; also <=, > and >=. Of text by its letters, of ids by their number, of times in time"},
    {"FIELD ~ PATTERN", "the whole text matches: * stands for any run of characters, ? for one, any letter case"},
    {"FIELD in (A, B)", "one of them; not in: none of them"},
    {"FIELD is empty", "there is no value, or a list with nothing in it; is not empty: there is one"},
}};

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kFilterSections = {{
    {"Words",
     "not binds closest, then and, then or; brackets make an exception. These three words and in, is and empty may be "
     "written in any letter case, and so may the names of fields.\n\n"
     "Put the whole expression in quotes, or the shell takes <, >, * and brackets for its own."},
    {"Fields",
     "Those of the command's list, as --fields knows them, shown or not: pcadmin help COMMAND names them, and what "
     "each holds where that is not text. A field that is a list can be named in the singular: role = global-admin. The "
     "shell completes fields, and the words and roles that a field can have."},
    {"Values",
     "A word stands as it is. Anything with a blank, a comma, a bracket or one of = ! < > ~ in it, or that begins with "
     "a quote, goes in quotes, 'single' or \"double\"; a quote within quotes of its kind is written twice.\n\n"
     "A role is named by id, name or alias, a state by its word: one that does not exist is refused, not sought in "
     "vain. Two e-mail addresses are the same when they differ in letter case only. An answer is yes or no."},
    {"Times",
     "A moment is written as RFC 3339, 2026-11-23T18:00:00Z, or counted from now: -90d is 90 days ago, +14d in 14 "
     "days, with m, h, d or w for minutes, hours, days or weeks; now is now. With --as-of, now is that moment.\n\n"
     "A date, 2026-11-23, is the whole day in UTC: = is any second of it, < before it began, <= before it ended, > "
     "after it ended."},
    {"Lists",
     "Of a list, such as the roles of a person, a comparison is true when one of its values makes it true: role = "
     "global-admin means that one of them is. And != is the opposite of =: none of them is."},
    {"Missing values",
     "A value that is not there is empty. It differs from everything, so != and not in are true of it, and it makes "
     "no other comparison true: last_sign_in < -90d does not find who has never signed in; add or last_sign_in is "
     "empty.\n\n"
     "not turns round whatever came out: not last_sign_in < -90d does find them.\n\n"
     "An expression has at most 8192 bytes, and at most 64 brackets and nots within each other. --filter works "
     "together with the other flags that narrow a list, and --limit counts what is left."},
}};

}  // namespace pcadmin::cli
