#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/secret.hpp"

#include <any>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Arguments are typed constants, declared once in the command's file. The parser, help, manual, completion and
/// reference read them; `Args` gives their values back by the same constants.
namespace pcadmin::cli {

/// What a shell offers for a value.
enum class Completes {
  nothing,
  role,
  bundle,
  permission,
  user,
  domain,
  location,
  request,
  change,
  file,
  word,
  field,
  filter
};

struct ArgSpec {
  std::string_view name;  ///< `--role`; or `USER` for a word without a flag
  std::string_view help;
  std::string_view value{};                   ///< `ROLE`; empty for a switch
  std::string_view short_name{};              ///< `-n`
  std::string_view fallback{};                ///< what holds when it is not given, for the manual
  std::span<const std::string_view> words{};  ///< the only words it takes
  Completes completes = Completes::nothing;
  bool required = false;
  const ArgSpec* unless = nullptr;                        ///< required where that one is not given, and else refused
  bool many = false;                                      ///< may be repeated, or hold several with commas
  Result<std::any> (*parse)(std::string_view) = nullptr;  ///< set by `Arg`

  constexpr bool is_flag() const { return name.starts_with('-'); }
  constexpr bool is_switch() const { return is_flag() && value.empty(); }
};

/// How a word becomes a value of type `T`; the place to specialise for types without a `parse` of their own.
template <class T>
struct ArgValue {
  static Result<T> parse(std::string_view text) { return T::parse(text); }
};

template <class T>
struct Arg {
  ArgSpec spec;

  explicit constexpr Arg(ArgSpec s) : spec(s) {
    spec.parse = [](std::string_view text) -> Result<std::any> {
      return ArgValue<T>::parse(text).map([](T value) { return std::any(std::move(value)); });
    };
  }
};

struct Switch {
  ArgSpec spec;
  explicit constexpr Switch(ArgSpec s) : spec(s) {}
};

/// The values of one run.
class Args {
 public:
  void add(const ArgSpec& spec, std::any value) { values_[&spec].push_back(std::move(value)); }
  bool has(const ArgSpec& spec) const { return values_.contains(&spec); }
  bool empty() const { return values_.empty(); }

  bool on(const Switch& flag) const { return has(flag.spec); }

  template <class T>
  void put(const Arg<T>& arg, T value) {
    add(arg.spec, std::any(std::move(value)));
  }

  template <class T>
  std::optional<T> find(const Arg<T>& arg) const {
    const auto found = values_.find(&arg.spec);
    return found == values_.end() ? std::nullopt : std::optional<T>(std::any_cast<T>(found->second.front()));
  }

  /// Nullopt also where its value is of another type.
  template <class T>
  std::optional<T> find_as(const ArgSpec& spec) const {
    const auto found = values_.find(&spec);
    const auto* const value = found == values_.end() ? nullptr : std::any_cast<T>(&found->second.front());
    return value == nullptr ? std::nullopt : std::optional<T>(*value);
  }

  /// Of a required argument, or one that was seen to be there.
  template <class T>
  T get(const Arg<T>& arg) const {
    return *find(arg);
  }

  template <class T>
  T get(const Arg<T>& arg, T fallback) const {
    return find(arg).value_or(std::move(fallback));
  }

  template <class T>
  std::vector<T> all(const Arg<T>& arg) const {
    std::vector<T> list;
    if (const auto found = values_.find(&arg.spec); found != values_.end()) {
      for (const auto& value : found->second) list.push_back(std::any_cast<T>(value));
    }
    return list;
  }

 private:
  std::map<const ArgSpec*, std::vector<std::any>> values_;
};

/// A line of text for people: UTF-8 without control characters, at most 1000 code points.
struct Words {
  std::string text;
  static Result<Words> parse(std::string_view text);
};

/// How many: a whole number from 1 to 10^15.
struct Count {
  std::int64_t number;
  static Result<Count> parse(std::string_view text);
};

/// The number of an open file descriptor to read from: 0, or 3 and up. 1 and 2 are for what is written.
struct Descriptor {
  int number;
  static Result<Descriptor> parse(std::string_view text);
};

/// A file's name as given; `-` for standard input or output where the command says so.
struct FileName {
  std::string text;
  static Result<FileName> parse(std::string_view text);
};

/// A word out of the argument's list.
struct Word {
  std::string text;
  static Result<Word> parse(std::string_view text);
};

}  // namespace pcadmin::cli
