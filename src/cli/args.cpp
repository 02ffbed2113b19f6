#include "args.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <charconv>

namespace pcadmin::cli {

namespace {

constexpr std::size_t kMostWords = 1000;
constexpr std::size_t kQuoted = 60;

auto refuse(std::string code, std::string_view text, std::string_view why, std::string hint) {
  return fail({.code = std::move(code),
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" {}", shorten(text, kQuoted), why),
               .hint = std::move(hint)});
}

}  // namespace

Result<Words> Words::parse(std::string_view text) {
  if (!is_utf8(text)) return refuse("not-utf8", text, "is not UTF-8 text", "type it in a UTF-8 terminal");
  if (has_control_characters(text))
    return refuse("control-characters", text, "holds control characters", "leave them out");
  if (count_code_points(text) > kMostWords)
    return refuse("text-too-long", text, "is too long", fmt::format("at most {} characters", kMostWords));
  return Words{to_nfc(trim(text))};
}

Result<Count> Count::parse(std::string_view text) {
  constexpr std::int64_t kMost = 1'000'000'000'000'000;
  std::int64_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || rest != text.data() + text.size() || number < 1 || number > kMost) {
    return refuse("invalid-number", text, "is not a whole number from 1 up", "give digits only, for example 20");
  }
  return Count{number};
}

Result<Descriptor> Descriptor::parse(std::string_view text) {
  constexpr int kMost = 1'048'575;  // Linux allows no process more of them, unless it is told to
  int number = -1;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool output = number == 1 || number == 2;
  if (error != std::errc{} || rest != text.data() + text.size() || number < 0 || number > kMost || output) {
    return refuse("invalid-descriptor", text, "is not a file descriptor to read from",
                  "0, or one from 3 up that the shell has opened: pcadmin whoami --token-fd 3 3< FILE");
  }
  return Descriptor{number};
}

Result<FileName> FileName::parse(std::string_view text) {
  constexpr std::size_t kMost = 4095;  // PATH_MAX of Linux, less its end
  if (text.empty()) return refuse("invalid-file-name", text, "is no file name", "name a file");
  if (text.size() > kMost)
    return refuse("invalid-file-name", text, "is too long for a file name", "at most 4095 bytes");
  if (has_control_characters(text))
    return refuse("invalid-file-name", text, "holds control characters or is not UTF-8", "name a file without them");
  return FileName{std::string(text)};
}

Result<Word> Word::parse(std::string_view text) { return Word{to_ascii_lower(text)}; }

}  // namespace pcadmin::cli
