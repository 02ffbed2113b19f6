#include "interchange/whole_text.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <span>
#include <utility>

namespace pcadmin::interchange {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMebibyte = std::size_t{1024} * 1024;

[[noreturn]] void refuse(std::string code, std::string message, std::string hint) {
  throw Error(
      {.code = std::move(code), .kind = FailureKind::invalid, .message = std::move(message), .hint = std::move(hint)});
}

std::string read_all(ByteSource& source, const WholeText& is) {
  std::string text(is.most + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const auto got = source.read(std::span(text).subspan(size));
    if (got == 0) break;
    size += got;
  }
  if (size > is.most)
    refuse("file-too-long", fmt::format("the file has more than {} MiB", is.most / kMebibyte),
           std::string(is.too_long));
  text.resize(size);
  return text;
}

}  // namespace

std::string read_whole_text(ByteSource& source, const WholeText& is) {
  auto text = read_all(source, is);
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    refuse("empty-file", fmt::format("there is no {} in the file", is.what), std::string(is.shape));
  if (text.find('\0') != std::string::npos)
    refuse("nul-byte", "the file holds NUL bytes",
           fmt::format("a {} is a text in UTF-8; convert UTF-16 with iconv", is.what));
  if (!is_utf8(text)) refuse("not-utf8", "the file is not UTF-8", "convert it with iconv");
  return text;
}

}  // namespace pcadmin::interchange
