#include "pcadmin/interchange/people_writer.hpp"

#include "interchange/writers.hpp"

namespace pcadmin::interchange {

std::unique_ptr<PeopleWriter> write_people(PeopleFormat format) {
  switch (format) {
    case PeopleFormat::csv:
      return write_people_csv();
    case PeopleFormat::json:
      return write_people_json();
    case PeopleFormat::ndjson:
      return write_people_ndjson();
    case PeopleFormat::graph_json:
      return write_people_graph();
    case PeopleFormat::scim:
      return write_people_scim();
    case PeopleFormat::entra_csv:
      return write_people_entra_csv();
    case PeopleFormat::ldif:
      return write_people_ldif();
  }
  return nullptr;
}

bool has_roles(PeopleFormat format) {
  return format == PeopleFormat::csv || format == PeopleFormat::json || format == PeopleFormat::ndjson ||
         format == PeopleFormat::scim;
}

bool has_kind(PeopleFormat format) { return has_roles(format) || format == PeopleFormat::graph_json; }

}  // namespace pcadmin::interchange
