#pragma once

#include "../../args.hpp"

#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/accounts.hpp"

/// The arguments of commands that act on people who are there, or perhaps not.
namespace pcadmin::cli {

namespace flags {

inline constexpr Arg<domain::UserRef> kUsers{{.name = "USER",
                                              .help = "e-mail addresses or ids (usr_17)",
                                              .completes = Completes::user,
                                              .required = true,
                                              .many = true}};
inline constexpr Switch kIfExists{
    {.name = "--if-exists", .help = "where there is no such user, change nothing and succeed"}};
inline constexpr Switch kIfNotExists{
    {.name = "--if-not-exists", .help = "where somebody has the address already, change nothing and succeed"}};

}  // namespace flags

inline ops::IfMissing if_missing(const Args& args) {
  return args.on(flags::kIfExists) ? ops::IfMissing::pass : ops::IfMissing::refuse;
}

}  // namespace pcadmin::cli
