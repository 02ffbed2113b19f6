#pragma once

#include "../../command.hpp"

#include "pcadmin/domain/email.hpp"
#include "pcadmin/ops/associations.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace pcadmin::cli {

/// The addresses that are to be invited, with the lines they stand on, and what is wrong with those that are none.
class InviteList {
 public:
  /// Reads all of the command's file where it has one. Throws what the file cannot be read for.
  InviteList(Context& context, std::vector<domain::Email> words);

  const std::vector<domain::Email>& addresses() const { return addresses_; }

  /// Throws `invitations-refused`, kind invalid, with a row for every address that is wrong by itself or by `faults`;
  /// of a single address given as a word, its own failure. Returns where there are none.
  void require_no_faults(const std::vector<ops::InvitationFault>& faults) const;

 private:
  std::vector<domain::Email> addresses_;
  std::vector<std::int64_t> lines_{};  ///< of each address; 0: a word of the command
  std::vector<DetailRow> broken_{};    ///< lines that hold no address
  bool from_file_;
};

}  // namespace pcadmin::cli
