#include "letters.hpp"

#include "letters_embedded.hpp"
#include "page/html.hpp"
#include "page/words.hpp"
#include "shell_word.hpp"
#include "staged_file.hpp"
#include "staged_folder.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <string_view>

namespace pcadmin::cli {

namespace {

using fmt::arg;

std::string_view embedded(std::string_view name) { return embedded_in(letters::kFiles, name); }

/// What stands in letter.html before and after the password: that is never part of a text of ours.
struct Halves {
  std::string_view above;
  std::string_view below;
};

Halves halves() {
  static constexpr std::string_view kMark = "{password}";
  const auto letter = embedded("letter.html");
  const auto at = letter.find(kMark);
  return {letter.substr(0, at), letter.substr(at + kMark.size())};
}

/// The letters of one organisation.
class Letters {
 public:
  explicit Letters(const std::string& organization) : organization_(html_escaped(organization)) {}

  /// Everything before the first letter of a file. `of` is plain text.
  std::string head(const std::string& of) const {
    return fmt::format(fmt::runtime(embedded("page.html")), arg("title", "Sign-in letter: " + html_escaped(of)),
                       arg("style", embedded("letters.css")));
  }
  std::string head() const {
    return fmt::format(fmt::runtime(embedded("page.html")), arg("title", "Sign-in letters of " + organization_),
                       arg("style", embedded("letters.css")));
  }
  static constexpr std::string_view kFoot = "</body>\n</html>\n";

  template <class File>
  void write(File& file, const ops::Temporary& temporary) const {
    const auto& email = temporary.email;
    file.write(fmt::format(fmt::runtime(parts_.above), arg("organization", organization_),
                           arg("name", html_escaped(temporary.name)), arg("email", html_escaped(email))));
    file.write(temporary.password.reveal());  // letters, digits and hyphens: nothing to escape
    file.write(fmt::format(fmt::runtime(parts_.below), arg("time", to_rfc3339(temporary.expires_at)),
                           arg("until", moment_words(temporary.expires_at)),
                           arg("word", html_escaped(shell_word(email)))));
  }

 private:
  std::string organization_;
  Halves parts_ = halves();
};

class LettersInFile : public CredentialWriter {
 public:
  LettersInFile(const FileName& file, const std::string& organization)
      : letters_(organization), file_(file.text, Replace::no) {
    file_.write(letters_.head());
  }

  void add(const ops::Temporary& temporary) override { letters_.write(file_, temporary); }

  void seal(Report& report) override {
    file_.write(Letters::kFoot);
    file_.seal();
    report.files.push_back(std::move(file_));
  }

  std::string what() const override { return "the letters of " + file_.file().string(); }

 private:
  Letters letters_;
  StagedFile file_;
};

class LettersInFolder : public CredentialWriter {
 public:
  LettersInFolder(const FileName& folder, const std::string& organization)
      : letters_(organization), folder_(folder.text) {}

  void add(const ops::Temporary& temporary) override {
    auto file = folder_.add(temporary.id.text() + ".html");
    file.write(letters_.head(temporary.name));
    letters_.write(file, temporary);
    file.write(Letters::kFoot);
    file.close();
  }

  void seal(Report& report) override {
    folder_.seal();
    report.folders.push_back(std::move(folder_));
  }

  std::string what() const override { return "the letters of " + folder_.folder().string() + "/"; }

 private:
  Letters letters_;
  StagedFolder folder_;
};

}  // namespace

std::unique_ptr<CredentialWriter> write_letters(const FileName& place, const std::string& organization) {
  const auto name = to_ascii_lower(place.text);
  if (name.ends_with(".html") || name.ends_with(".htm")) return std::make_unique<LettersInFile>(place, organization);
  return std::make_unique<LettersInFolder>(place, organization);
}

}  // namespace pcadmin::cli
