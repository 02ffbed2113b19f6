#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/interchange/people_reader.hpp"
#include "pcadmin/ops/import_people.hpp"

#include <functional>

namespace pcadmin::cli {

/// Everything wrong with an imported file, as one failure. Faults that the rules found name their field; where it
/// stands in the row is the file's to say.
Failure faults_failure(const ops::ImportSummary& summary, const interchange::PeopleReader& reader);

/// What a guard refuses, with the lines of the people it is about.
std::function<Failure(const ops::Unit&, Failure)> naming_lines(ops::ImportSummary summary);

}  // namespace pcadmin::cli
