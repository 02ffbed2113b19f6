#include "interchange/ldif_lines.hpp"
#include "interchange/text_encoding.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/directory_reader.hpp"
#include "pcadmin/interchange/directory_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pcadmin::interchange {
namespace {

using Step = LdifLines::Step;
using Trouble = LdifLines::Trouble;

/// What is read beside the attributes of an entry.
constexpr std::array<std::string_view, 6> kFrame = {"dn", "version", "changetype", "search", "result", "ref"};

[[noreturn]] void refuse(std::string code, std::string message, std::string hint, std::uint64_t line) {
  throw Error({.code = std::move(code),
               .kind = FailureKind::invalid,
               .message = fmt::format("line {}: {}", line, message),
               .hint = std::move(hint),
               .details = {{"line", static_cast<std::int64_t>(line)}}});
}

bool wants(std::string_view key) {
  return DirectoryRecord::wants(key) || std::ranges::find(kFrame, key) != kFrame.end();
}

/// Throws for a value that cannot be what the file was to say.
void require_sound(const LdifLines::Attribute& attribute) {
  const auto& name = attribute.name;
  switch (attribute.trouble) {
    case Trouble::url:
      refuse("ldif-url", fmt::format("the value of {} is a URL; files are not fetched", name),
             "put the value itself into the file", attribute.line);
    case Trouble::too_long:
      refuse("field-too-long", fmt::format("the value of {} is longer than {} bytes", name, Limits::kFieldBytes),
             "look for an empty line that is missing, or lines that begin with a blank", attribute.line);
    case Trouble::base64:
      refuse("invalid-base64", fmt::format("the value of {} is no base64", name),
             "with :: the value is base64; a single : is for plain text", attribute.line);
    case Trouble::nul:
      refuse("nul-byte", fmt::format("a NUL byte stands in the value of {}", name),
             "a text file has none; export the file again as LDIF", attribute.line);
    case Trouble::not_utf8:
      if (attribute.is_base64 && attribute.key != "dn") return;  // an objectGUID; a text says it of its person
      refuse("not-utf8", not_utf8_message(fmt::format("the value of {}", name), attribute.value),
             not_utf8_hint(attribute.value, "ldif"), attribute.line);
    case Trouble::none:
      return;
  }
}

class DirectoryLdif {
 public:
  DirectoryLdif(ByteSource& source, const std::function<void()>& each)
      : lines_(source, wants, DirectoryRecord::is_password), each_(each) {
    lines_.keep_no_raw();
  }

  domain::Directory read() {
    step_ = lines_.next();
    if (step_ == Step::end)
      refuse("empty-file", "the file is empty", "an LDIF file has entries, each beginning with its dn", 1);
    if (step_ == Step::attribute && lines_.attribute().key == "version") pass_version();
    while (step_ != Step::end) {
      each_();
      read_record();
    }
    add_notes();
    return std::move(directory_);
  }

 private:
  void pass_version() {
    const auto& version = lines_.attribute();
    require_sound(version);
    if (trim(version.value) != "1")
      refuse("ldif-version", fmt::format("the file is LDIF of version \"{}\"", shorten(version.value, 20)),
             "version 1 is the only one there is (RFC 2849)", version.line);
    step_ = lines_.next();
    pass_end();
  }

  void pass_end() {
    if (step_ == Step::record_end) step_ = lines_.next();
  }

  void read_record() {
    require_attribute();
    const auto first = lines_.attribute();
    if (first.key == "search" || first.key == "result") return pass_closing();
    if (first.key == "ref") return pass_reference();
    if (first.key != "dn")
      refuse("missing-dn", "the record does not begin with a dn",
             "every entry begins with its dn; an empty line within an entry cuts it in two", first.line);
    require_sound(first);
    DirectoryRecord record(first.line, first.value);
    for (step_ = lines_.next(); step_ == Step::attribute || step_ == Step::malformed; step_ = lines_.next()) {
      require_attribute();
      take(record, lines_.attribute());
    }
    pass_end();
    if (!record.has_class())
      refuse("missing-object-class", "the entry has no objectClass, so it may be a person or not",
             "export objectClass with the entries", first.line);
    keep(record);
  }

  void require_attribute() const {
    // What stands there is not told: it may be the rest of a password whose line was broken.
    if (step_ == Step::malformed)
      refuse("ldif-syntax", "the line is no attribute: it lacks a name and a colon",
             "a value that goes on in the next line begins there with one blank; look at the lines above",
             lines_.line());
  }

  void take(DirectoryRecord& record, const LdifLines::Attribute& attribute) {
    if (DirectoryRecord::is_password(attribute.key)) {
      ++passwords_;
      return;
    }
    require_sound(attribute);
    if (attribute.key == "dn")
      refuse("ldif-syntax", "a second dn in one record", "put an empty line between two records", attribute.line);
    if (attribute.key == "changetype")
      refuse("ldif-change",
             fmt::format("the record is a change (changetype: {}), not an entry", shorten(attribute.value, 20)),
             trim(attribute.value) == "add"
                 ? "ldifde writes this line into every record: take these lines out of the file"
                 : "export the entries themselves, with ldapsearch -LLL or slapcat",
             attribute.line);
    record.take(attribute.key, {attribute.line, attribute.name, attribute.has_options, attribute.value});
  }

  void keep(const DirectoryRecord& record) {
    switch (record.kind()) {
      case DirectoryRecord::Kind::person:
        if (auto person = record.person())
          directory_.people.push_back(std::move(*person));
        else
          directory_.faulty.push_back(std::move(person.error()));
        return;
      case DirectoryRecord::Kind::group:
        directory_.groups.push_back(record.group());
        return;
      case DirectoryRecord::Kind::other:
        return;
    }
  }

  /// What `ldapsearch` writes at its end: `result: 0 Success`.
  void pass_closing() {
    for (; step_ == Step::attribute || step_ == Step::malformed; step_ = lines_.next()) {
      const auto& attribute = lines_.attribute();
      if (step_ != Step::attribute || attribute.key != "result") continue;
      const auto outcome = trim(attribute.value);
      if (outcome != "0" && !outcome.starts_with("0 "))
        refuse("incomplete-export",
               fmt::format("the search that wrote this file did not end well: {}", shorten(outcome, 100)),
               "export again, with paging where the server has a limit: ldapsearch -E pr=500/noprompt", attribute.line);
    }
    pass_end();
  }

  void pass_reference() {
    ++references_;
    while (step_ == Step::attribute || step_ == Step::malformed) step_ = lines_.next();
    pass_end();
  }

  void add_notes() {
    const auto note = [&](std::uint64_t count, std::string_view one, std::string_view several) {
      if (count > 0) directory_.notes.push_back(fmt::format("{} {}", count, count == 1 ? one : several));
    };
    note(passwords_, "password in the file was not read", "passwords in the file were not read");
    note(references_, "reference to other servers was not followed", "references to other servers were not followed");
  }

  LdifLines lines_;
  const std::function<void()>& each_;
  Step step_ = Step::end;
  domain::Directory directory_{};
  std::uint64_t passwords_ = 0;
  std::uint64_t references_ = 0;
};

}  // namespace

domain::Directory read_directory_ldif(ByteSource& source, const std::function<void()>& each) {
  return DirectoryLdif(source, each).read();
}

}  // namespace pcadmin::interchange
