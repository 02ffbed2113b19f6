#include "pcadmin/cli/run.hpp"

#include "common_args.hpp"
#include "complete.hpp"
#include "dispatch.hpp"
#include "help.hpp"
#include "output.hpp"
#include "parser.hpp"
#include "registry.hpp"
#include "render/render.hpp"
#include "shell_word.hpp"
#include "version.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>
#include <exception>
#include <new>

namespace pcadmin::cli {

namespace {

int print(const std::string& text, World& world) {
  world.out.write(text);
  world.out.flush();
  return 0;
}

int run_words(const std::vector<std::string>& words, World& world, Output& output) {
  if (!words.empty() && words.front() == kCompleteWord) return complete(words, world);
  const auto invocation = find_invocation(words);
  if (invocation.wants_version) return print(version_line(), world);
  if (invocation.wants_help) return print(help_for(invocation), world);
  require_command(invocation);
  auto args = parse_args(invocation);
  output = output_of(args, world);
  return dispatch(*invocation.command, args, as_typed(words), output, world);
}

int end(const Failure& failure, const Output& output, World& world) {
  try {
    render_failure(failure, output, world);
  } catch (const Error&) {  // nobody reads standard error either
  }
  return exit_code(failure.kind);
}

}  // namespace

int run(const std::vector<std::string>& words, World& world) {
  Output output = guess_output(words, world);
  try {
    return run_words(words, world, output);
  } catch (const Error& error) {
    return end(error.failure(), output, world);
  } catch (const std::bad_alloc&) {
    return end({.code = "out-of-memory",
                .kind = FailureKind::bug,
                .message = "not enough memory",
                .hint = "nothing was changed"},
               output, world);
  } catch (const std::exception& error) {
    return end({.code = "bug",
                .kind = FailureKind::bug,
                .message = error.what(),
                .hint = "nothing was changed; please report this"},
               output, world);
  }
}

}  // namespace pcadmin::cli
