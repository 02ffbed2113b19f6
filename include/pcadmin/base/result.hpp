#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <exception>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace pcadmin {

/// What sort of thing went wrong. Decides the exit code, through `exit_code()` and nothing else.
enum class FailureKind {
  usage,          ///< unknown or missing words, a bad combination
  not_found,      ///< the named thing does not exist
  conflict,       ///< it exists already, or conflicts with what is there
  invalid,        ///< a value, row or file is not acceptable
  refused,        ///< a guard or policy forbids it
  partial,        ///< a batch finished, some rows failed
  busy,           ///< the store stayed locked past the timeout
  store,          ///< the store is missing, damaged, newer, not ours, full, read-only
  answer_no,      ///< the question was answered, and the answer is no
  pending,        ///< changes are pending
  would_ask,      ///< somebody would have to be asked, and nobody may be
  denied,         ///< not signed in, or this operator may not do that
  bug,            ///< unexpected: a defect of pcadmin
  interrupted,    ///< SIGINT
  terminated,     ///< SIGTERM
  closed_output,  ///< the reader of our output went away; not worth a word
};

/// The exit code promised for a kind of failure (docs/contract: exit codes).
int exit_code(FailureKind kind);

/// Facts of a failure for programs: by name, a word, a number, a list of words, or a list of rows of such.
using DetailRow = std::vector<std::pair<std::string, std::variant<std::string, std::int64_t>>>;
using DetailValue = std::variant<std::string, std::int64_t, std::vector<std::string>, std::vector<DetailRow>>;

/// A refusal or failure, whole: `code` for programs, `message` and `hint` for people.
///
/// `code` is a stable kebab-case word. `message` says what is wrong with the value in quotes,
/// lower case, no full stop. `hint` says what to do next, and may be empty. Text taken from data
/// is stored raw here and escaped where it is shown.
struct Failure {
  std::string code;
  FailureKind kind = FailureKind::bug;
  std::string message;
  std::string hint{};
  std::vector<std::pair<std::string, DetailValue>> details{};
};

/// A `Failure` on its way to the one catcher, in `cli::run`.
class Error : public std::exception {
 public:
  explicit Error(Failure failure) : failure_(std::move(failure)) {}
  const Failure& failure() const noexcept { return failure_; }
  const char* what() const noexcept override { return failure_.message.c_str(); }

 private:
  Failure failure_;
};

/// For functions whose failure is a normal answer: parsing, and checks over many rows.
template <class T>
using Result = tl::expected<T, Failure>;

/// Makes the failing side of a `Result`.
inline tl::unexpected<Failure> fail(Failure failure) { return tl::unexpected<Failure>(std::move(failure)); }

/// Crosses from `Result` to exceptions: the value, or throws `Error`.
template <class T>
T value_or_throw(Result<T> result) {
  if (!result) throw Error(std::move(result.error()));
  return std::move(*result);
}

}  // namespace pcadmin
