#pragma once

#include "section.hpp"

#include <string>

namespace pcadmin::cli {

/// The overview as one page of HTML that needs nothing beside it and runs nothing: to be looked at by day and by night,
/// heard, printed, mailed.
std::string overview_page(const Material& material);

}  // namespace pcadmin::cli
