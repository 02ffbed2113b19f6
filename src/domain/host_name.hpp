#pragma once

#include "pcadmin/base/result.hpp"

#include <string>
#include <string_view>
#include <utility>

/// What e-mail addresses and the domains in them share. What is wrong is told as the part of the grammar it breaks.
namespace pcadmin::domain {

/// A value, or which part of the grammar is broken.
template <class T>
using Checked = tl::expected<T, std::string>;

inline tl::unexpected<std::string> broken(std::string reason) { return tl::unexpected<std::string>(std::move(reason)); }

/// What no part of an address may be. Behind this, no text holds a NUL.
Checked<std::string_view> check_readable(std::string_view text);
/// Dots where a dot-atom or a host name has none.
Checked<std::string_view> check_dots(std::string_view text, std::string_view part);

/// A host name in both of its forms, lower case.
struct Host {
  std::string unicode;
  std::string ascii;
};
/// Of the part of an address behind its @, readable already.
Checked<Host> parse_host(std::string_view typed);

bool is_ascii(std::string_view text);

}  // namespace pcadmin::domain
