#pragma once

#include "pcadmin/interchange/people_writer.hpp"

#include <memory>

/// What `write_people` chooses from.
namespace pcadmin::interchange {

std::unique_ptr<PeopleWriter> write_people_csv();
std::unique_ptr<PeopleWriter> write_people_entra_csv();
std::unique_ptr<PeopleWriter> write_people_json();
std::unique_ptr<PeopleWriter> write_people_ndjson();
std::unique_ptr<PeopleWriter> write_people_graph();
std::unique_ptr<PeopleWriter> write_people_scim();
std::unique_ptr<PeopleWriter> write_people_ldif();

}  // namespace pcadmin::interchange
