#pragma once

#include "pcadmin/domain/designation.hpp"
#include "pcadmin/interchange/people_reader.hpp"

#include <cstddef>
#include <vector>

/// Files of designations: what the vendor demands, as JSON.
namespace pcadmin::interchange {

constexpr std::size_t kMostOfDesignationFile = std::size_t{1024} * 1024;  ///< bytes

/// Reads designations of JSON, in UTF-8: a list, a list under `designations`, or one under `designation`.
///
///   {"designations": [{
///     "name": "modern-work", "title": "Modern Work", "programme": "Solutions Partner",
///     "needs": 70, "every_metric": true, "confidence": "own", "source": "our own count",
///     "metrics": [
///       {"name": "advanced", "most": 15, "counts": ["MS-102"], "kind": "certification",
///        "each": 2.14, "full_at": 7, "gate": 0, "confidence": "own", "source": "..."},
///       {"name": "performance", "most": 30, "reported": 12.5}]}]}
///
/// `name`, `title`, `programme` and `metrics` must be there, of a metric `name`. A metric with any of `counts`, `kind`,
/// `each`, `full_at` and `gate` is one of people. What is null is not there. A number may be written as a text. What
/// pcadmin designation list and show print as JSON can be read again; `origin` is passed over.
///
/// Throws `Error`, kind invalid: `empty-file`, `not-utf8`, `nul-byte`, `file-too-long`; and `designation-faults` with
/// everything that is wrong, in the details `count` and `faults` with `line`, `column` (in characters, from 1),
/// `field` (a JSON pointer, RFC 6901), `code`, `value`, `message` and `hint` of each: `designation-syntax`,
/// `designation-structure`, `unknown-field`, `duplicate-field`, `missing-field`, `designation-twice`,
/// `reported-and-counted`, `invalid-people`, `invalid-yes-no`, those of the values, and those of `domain::misfits_of`.
std::vector<domain::Designation> read_designations(ByteSource& source);

/// What pcadmin knows by itself: solutions partner designations and the competencies before them, as far as sources
/// were read, marked with these and with how far they are to be trusted.
const std::vector<domain::Designation>& shipped_designations();

}  // namespace pcadmin::interchange
