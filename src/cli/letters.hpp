#pragma once

#include "args.hpp"
#include "credential_writer.hpp"

#include <memory>
#include <string>

namespace pcadmin::cli {

/// Letters to print: a page of HTML a person, which needs nothing beside it. All in one new file where the name of
/// `place` ends in `.html` or `.htm`; else a file a person, `usr_17.html`, in that new or empty folder. One letter is
/// in memory at a time. Throws as `StagedFile` and `StagedFolder`.
std::unique_ptr<CredentialWriter> write_letters(const FileName& place, const std::string& organization);

}  // namespace pcadmin::cli
