#pragma once

#include "args.hpp"
#include "command.hpp"

#include "pcadmin/domain/as_of.hpp"
#include "pcadmin/domain/filter.hpp"
#include "pcadmin/domain/guards.hpp"
#include "pcadmin/domain/user_ref.hpp"

#include <span>
#include <string>
#include <vector>

/// The arguments many commands share, declared once.
namespace pcadmin::cli {

namespace flags {
// Every command.
extern const Arg<FileName> kStore;
extern const Arg<Descriptor> kTokenFd;
extern const Arg<Word> kOutput;
extern const Arg<Words> kFields;
extern const Arg<Words> kField;
extern const Switch kNoHeader;
extern const Switch kQuiet;
extern const Switch kVerbose;
extern const Arg<Word> kColor;
extern const Switch kAccessible;
extern const Switch kNoInput;
extern const Switch kHelp;
extern const Switch kVersion;
// Commands that read the store.
extern const Arg<domain::AsOf> kAsOf;
// Commands that list.
extern const Arg<domain::FilterExpression> kFilter;
// Commands that write.
extern const Switch kDryRun;
extern const Switch kYes;
extern const Arg<Words> kReason;
extern const Arg<Words> kTicket;
extern const Switch kPorcelain;
// Commands that may take something from many.
extern const Arg<domain::Limit> kMaxRemovals;
// Commands that need them.
extern const Arg<Count> kLimit;
extern const Arg<FileName> kCredentials;
extern const Arg<FileName> kLetters;
extern const Arg<domain::UserRef> kUser;
extern const Arg<domain::RoleId> kRole;
extern const Switch kPasswordStdin;
extern const Switch kNewPasswordStdin;
}  // namespace flags

/// The flag that has what the command shows only once written to a file instead.
const ArgSpec& file_flag_of(const Command& command);
/// Whether that is asked for, or letters are.
bool goes_to_file(const Command& command, const Args& args);

/// The only words an argument of this command takes; empty: any. `--output` takes the command's own formats too.
std::vector<std::string> words_for(const ArgSpec& spec, const Command& command);

/// The flags a command has beside its own, in the order help shows them.
std::span<const ArgSpec* const> common_args(const Command& command);

}  // namespace pcadmin::cli
