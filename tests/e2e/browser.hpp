#pragma once

#include "e2e/site.hpp"

#include <cstddef>
#include <map>
#include <string>

/// A real browser, driven by its command line.
namespace pcadmin::e2e {

inline constexpr const char* kBrowser = "/usr/bin/chromium";

/// What a browser with a window this wide says to a file of the site, started with these words besides.
Outcome browse(const Site& site, const std::string& file, int width, Words more);

/// How many pages a PDF has.
std::ptrdiff_t sheets_of(const std::string& pdf);

/// What a probe found out, by name: the lines `name=value` of the page's `<pre id="probe">`.
std::map<std::string, std::string> probed(const std::string& dom);

Words lines_of(const std::string& text);

}  // namespace pcadmin::e2e
