#include "../commands/tool/tool.hpp"
#include "../common_args.hpp"
#include "../help.hpp"
#include "../registry.hpp"
#include "filter_texts.hpp"
#include "format_texts.hpp"
#include "man_texts.hpp"
#include "manual.hpp"
#include "record_texts.hpp"
#include "version.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pcadmin::cli {

namespace {

/// A character as roff takes it: as itself, never an escape, a quote of a request or its typographic cousin, so that
/// what stands in the page can be copied.
std::string roff(char c) {
  switch (c) {
    case '\\':
      return "\\e";
    case '-':
      return "\\-";
    case '\'':
      return "\\(aq";
    case '"':
      return "\\(dq";
    case '`':
      return "\\(ga";
    case '^':
      return "\\(ha";
    case '~':
      return "\\(ti";
    default:
      return {c};
  }
}

std::string roff(std::string_view text) {
  std::string out;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && c == '.') out += "\\&";
    line_begins = c == '\n';
    out += roff(c);
  }
  return out;
}

std::string header(std::string_view title, std::string_view name, std::string_view summary,
                   std::string_view section = "1 \"\" \"pcadmin {}\" \"User Commands\"") {
  return fmt::format(".\\\" Made by tools/gendocs from the commands themselves.\n.TH {} {}\n.SH NAME\n{} \\- {}\n",
                     title, fmt::format(fmt::runtime(section), kVersion), roff(name), roff(summary));
}

std::string args_list(std::span<const ArgSpec* const> specs) {
  std::string out;
  for (const auto* const spec : specs) {
    auto help = std::string(spec->help);
    if (!spec->words.empty() && spec->is_flag()) {
      std::string words;
      for (const auto word : spec->words) words += (words.empty() ? "" : ", ") + std::string(word);
      help += fmt::format(": {}", words);
    }
    if (!spec->fallback.empty()) help += fmt::format(" (default: {})", spec->fallback);
    out += fmt::format(".TP\n.B {}\n{}\n", roff(flag_words(*spec)), roff(help));
  }
  return out;
}

std::string examples_list(std::span<const Example> examples) {
  std::string out;
  for (const auto& [line, says] : examples)
    out += fmt::format(".PP\n{}:\n.PP\n.RS 4\n.nf\n{}\n.fi\n.RE\n", roff(says), roff(line));
  return out;
}

std::string text_of(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.find("\n\n");
    out += fmt::format(".PP\n{}\n", roff(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
  }
  return out;
}

std::string command_part(const Command& command) {
  std::string out = fmt::format(".SS {}\n{}.\n.PP\n.B {}\n", roff("pcadmin " + command.words()), roff(command.summary),
                                roff(usage_of(command)));
  out += examples_list(command.examples) + args_list(command.args) + text_of(command.details);
  if (!command.columns.empty()) {
    std::string fields;
    for (const auto& field : field_words(command)) fields += (fields.empty() ? "" : ", ") + field;
    out += fmt::format(".PP\nFields: {}.\n", roff(fields));
  }
  if (!command.formats.empty()) {
    const std::vector<std::string> formats(command.formats.begin(), command.formats.end());
    out += fmt::format(".PP\nFormats of its own, for --output: {}.\n", roff(join_words(formats)));
  }
  return out + fmt::format(".PP\n{}.\n", roff(who_may(command)));
}

std::string see_also(std::string_view but) {
  std::string out = ".SH SEE ALSO\n";
  std::string list;
  if (but != "pcadmin") list = ".BR pcadmin (1)";
  for (const auto* const noun : nouns()) {
    if (noun->name != but)
      list += fmt::format("{}.BR {} (1)", list.empty() ? "" : ",\n", roff(fmt::format("pcadmin-{}", noun->name)));
  }
  if (but != "formats") list += ",\n.BR pcadmin\\-formats (5)";
  if (but != "filter") list += ",\n.BR pcadmin\\-filter (7)";
  return out + list + "\n";
}

std::string main_page() {
  std::string out = header("PCADMIN", "pcadmin", "administer the people and roles of a partner organisation");
  out += ".SH SYNOPSIS\n.B pcadmin\n.I COMMAND\n.RI [ WORDS ]\n.RI [ FLAGS ]\n.SH DESCRIPTION\n" +
         text_of(kDescription) + ".SH COMMANDS\n";
  for (const auto* const noun : nouns())
    out += fmt::format(".TP\n.BR {} (1)\n{}\n", roff(fmt::format("pcadmin-{}", noun->name)), roff(noun->summary));
  for (const auto* const command : lone_commands()) out += command_part(*command);
  out += ".SH FLAGS OF EVERY COMMAND\n" + args_list(common_args(kHelp));
  out += ".SH FLAGS OF EVERY COMMAND THAT READS\n" + args_list(std::array{&flags::kAsOf.spec});
  for (const auto& [title, text] : kMainSections) out += fmt::format(".SH {}\n", title) + text_of(text);
  out += ".SH EXIT STATUS\n";
  for (const auto& [code, meaning] : kExitCodes) out += fmt::format(".TP\n.B {}\n{}\n", code, roff(meaning));
  out +=
      ".SH ERROR CODES\n.PP\nBy exit status. A row of a file that is imported has codes of its own, listed under 5.\n";
  for (const auto& [code, names] : kErrorCodes) out += fmt::format(".TP\n.B {}\n{}\n", roff(code), roff(names));
  out += ".SH ENVIRONMENT\n";
  for (const auto& [name, meaning] : kEnvironment) out += fmt::format(".TP\n.B {}\n{}\n", roff(name), roff(meaning));
  return out + see_also("pcadmin");
}

std::string upper_case(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return out;
}

std::string noun_page(const Noun& noun) {
  auto out =
      header(fmt::format("PCADMIN\\-{}", upper_case(noun.name)), fmt::format("pcadmin-{}", noun.name), noun.summary);
  out += fmt::format(".SH SYNOPSIS\n.B pcadmin {}\n.I COMMAND\n.RI [ WORDS ]\n.RI [ FLAGS ]\n.SH COMMANDS\n",
                     roff(noun.name));
  bool writes = false;
  for (const auto* const command : noun.verbs) {
    out += command_part(*command);
    writes = writes || command->writes();
  }
  if (writes) {
    for (const auto* const command : noun.verbs) {
      if (!command->writes()) continue;
      const auto common = common_args(*command);
      out += ".SH FLAGS OF COMMANDS THAT CHANGE SOMETHING\n" +
             args_list(common.first(common.size() - common_args(kHelp).size()));
      break;
    }
  }
  const auto looks_back = [](const Command* command) { return !command->writes() && !command->is_tool(); };
  if (std::ranges::any_of(noun.verbs, looks_back))
    out += ".SH FLAGS OF COMMANDS THAT READ\n" + args_list(std::array{&flags::kAsOf.spec});
  if (std::ranges::any_of(noun.verbs, &Command::lists))
    out += ".SH FLAGS OF LISTS\n" + args_list(std::array{&flags::kFilter.spec});
  return out + ".SH FLAGS OF EVERY COMMAND\nSee\n.BR pcadmin (1).\n" + see_also(noun.name);
}

std::string filter_page() {
  auto out = header("PCADMIN\\-FILTER", "pcadmin-filter", kFilterSummary, "7 \"\" \"pcadmin {}\" \"Miscellanea\"");
  out += ".SH SYNOPSIS\n.B pcadmin\n.I NOUN\n.B list \\-\\-filter\n.I EXPRESSION\n.PP\n.RS 4\n.nf\n";
  for (const auto line : kFilterGrammar) out += roff(line) + "\n";
  out += ".fi\n.RE\n.SH COMPARISONS\n";
  for (const auto& [form, meaning] : kFilterOperators)
    out += fmt::format(".TP\n.B {}\n{}\n", roff(form), roff(meaning));
  for (const auto& [title, text] : kFilterSections) {
    out += fmt::format(".SH {}\n", roff(upper_case(title))) + text_of(text);
  }
  return out + ".SH EXAMPLES\n" + examples_list(kFilterExamples) + see_also("filter");
}

std::string format_part(const FormatText& format) {
  std::string out =
      fmt::format(".SS {} (\\-\\-format {})\n{}", roff(format.title), roff(format.name), text_of(format.intro));
  for (const auto& [field, source] : format.fields) {
    if (!source.empty()) out += fmt::format(".TP\n.B {}\n{}\n", roff(field), roff(source));
  }
  return out + text_of(format.notes) + fmt::format(".PP\n.RS 4\n.nf\n{}.fi\n.RE\n", roff(format.example));
}

std::string record_part(const RecordText& file) {
  auto out = fmt::format(".SH {}\n", roff(upper_case(file.title))) + text_of(file.intro);
  for (const auto& [field, says] : file.fields) out += fmt::format(".TP\n.B {}\n{}\n", roff(field), roff(says));
  out += text_of(file.notes);
  for (const auto example : {file.csv, file.json}) {
    if (!example.empty()) out += fmt::format(".PP\n.RS 4\n.nf\n{}.fi\n.RE\n", roff(example));
  }
  return out;
}

std::string formats_page() {
  auto out = header("PCADMIN\\-FORMATS", "pcadmin-formats", kFormatsSummary, "5 \"\" \"pcadmin {}\" \"File Formats\"");
  out += ".SH SYNOPSIS\n.B pcadmin user import\n.I FILE\n.B \\-\\-format\n.I FORMAT\n";
  for (const auto& [title, text] : kFormatSections)
    out += fmt::format(".SH {}\n", roff(upper_case(title))) + text_of(text);
  out += ".SH FORMATS\n";
  for (const auto& format : kFormatTexts) out += format_part(format);
  for (const auto& file : kRecordTexts) out += record_part(file);
  return out + see_also("formats");
}

}  // namespace

std::vector<ManualPage> manual_pages() {
  std::vector<ManualPage> pages{{"pcadmin.1", main_page()}};
  for (const auto* const noun : nouns()) pages.push_back({fmt::format("pcadmin-{}.1", noun->name), noun_page(*noun)});
  pages.push_back({"pcadmin-formats.5", formats_page()});
  pages.push_back({"pcadmin-filter.7", filter_page()});
  return pages;
}

}  // namespace pcadmin::cli
