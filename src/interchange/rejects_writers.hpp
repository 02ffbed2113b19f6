#pragma once

#include "pcadmin/interchange/rejects_writer.hpp"

#include <memory>

/// What `write_rejects` chooses from.
namespace pcadmin::interchange {

std::unique_ptr<RejectsWriter> write_csv_rejects(const PeopleReader& reader);
std::unique_ptr<RejectsWriter> write_entra_rejects(const PeopleReader& reader);

}  // namespace pcadmin::interchange
