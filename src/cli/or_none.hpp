#pragma once

#include "args.hpp"

#include "pcadmin/base/text.hpp"

#include <optional>
#include <utility>

/// Fields that an edit gives a value or clears.
namespace pcadmin::cli {

/// A value, or `none` to clear what is there.
template <class T>
struct OrNone {
  std::optional<T> value{};
};

template <class T>
struct ArgValue<OrNone<T>> {
  static Result<OrNone<T>> parse(std::string_view text) {
    if (to_ascii_lower(text) == "none") return OrNone<T>{};
    auto value = ArgValue<T>::parse(text);
    if (value) return OrNone<T>{std::move(*value)};
    value.error().hint += "; none clears it";
    return fail(std::move(value.error()));
  }
};

/// A name that cannot be cleared: `none` would be one by its form.
template <class T>
struct NeverNone {
  T value;
};

template <class T>
struct ArgValue<NeverNone<T>> {
  static Result<NeverNone<T>> parse(std::string_view text) {
    if (to_ascii_lower(text) == "none") {
      auto failure = std::move(ArgValue<T>::parse("").error());
      failure.message = "a name cannot be cleared";
      return fail(std::move(failure));
    }
    return ArgValue<T>::parse(text).map([](T value) { return NeverNone<T>{std::move(value)}; });
  }
};

template <class T>
std::optional<T> find_edit(const Args& args, const Arg<NeverNone<T>>& arg) {
  auto found = args.find(arg);
  return found ? std::optional(std::move(found->value)) : std::nullopt;
}

/// What ops calls an edit of such a field: nullopt where it is not given, an inner nullopt where it is cleared.
template <class T>
std::optional<std::optional<T>> find_edit(const Args& args, const Arg<OrNone<T>>& arg) {
  std::optional<std::optional<T>> edit;
  if (auto found = args.find(arg)) edit.emplace(std::move(found->value));
  return edit;
}

}  // namespace pcadmin::cli
