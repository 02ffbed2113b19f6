#include "interchange/policy_node.hpp"

#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <new>

namespace pcadmin::interchange {

namespace {

constexpr std::string_view kPlainYaml = "policies are plain YAML: write the text itself";

Place place_of(const yaml_mark_t& mark) { return {.line = mark.line + 1, .column = mark.column + 1}; }

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Place place_of_byte(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto line = before.substr(before.rfind('\n') + 1);
  return {.line = 1 + static_cast<std::size_t>(std::ranges::count(before, '\n')), .column = 1 + characters_in(line)};
}

[[noreturn]] void refuse(const yaml_mark_t& mark, std::string message, std::string_view hint) {
  throw PolicySyntaxError{place_of(mark), "policy-syntax", std::move(message), std::string(hint)};
}

/// One event of the parser, freed with it.
class Event {
 public:
  Event(yaml_parser_t& parser, std::string_view text) {
    if (yaml_parser_parse(&parser, &event_) == 1) return;
    if (parser.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
    if (parser.error == YAML_READER_ERROR) {  // the parser itself is not there yet
      throw PolicySyntaxError{place_of_byte(text, parser.problem_offset), "policy-syntax",
                              fmt::format("this is no YAML: {}", parser.problem), "leave control characters out"};
    }
    refuse(parser.problem_mark, fmt::format("this is no YAML: {}", parser.problem),
           "indent with blanks, and quote what has a : in it");
  }
  ~Event() { yaml_event_delete(&event_); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  const yaml_event_t& operator*() const { return event_; }
  const yaml_event_t* operator->() const { return &event_; }

 private:
  yaml_event_t event_{};
};

void refuse_extras(const yaml_event_t& event, const yaml_char_t* anchor, const yaml_char_t* tag) {
  if (anchor != nullptr) refuse(event.start_mark, "anchors are not read", kPlainYaml);
  if (tag != nullptr) refuse(event.start_mark, "tags are not read", kPlainYaml);
}

void add_scalar(PolicyTree& tree, const yaml_event_t& event) {
  const auto& scalar = event.data.scalar;
  refuse_extras(event, scalar.anchor, scalar.tag);
  const bool quoted =
      scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE || scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
  PolicyNode node{.place = place_of(event.start_mark),
                  .text = std::string(reinterpret_cast<const char*>(scalar.value), scalar.length)};
  const std::size_t quotes = quoted ? 1 : 0;
  node.plain = event.start_mark.line == event.end_mark.line &&
               event.end_mark.index - event.start_mark.index == characters_in(node.text) + 2 * quotes;
  if (node.plain) node.place.column += quotes;
  tree.add(std::move(node));
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {
    if (yaml_parser_initialize(&parser_) != 1) throw std::bad_alloc();
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  ~Parser() { yaml_parser_delete(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// False when the stream has ended.
  bool step(PolicyTree& tree) {
    const Event event(parser_, text_);
    switch (event->type) {
      case YAML_DOCUMENT_START_EVENT:
        if (documents_++ > 0)
          refuse(event->start_mark, "a second document begins here", "a policy is one document: one file each");
        break;
      case YAML_SEQUENCE_START_EVENT:
        refuse_extras(*event, event->data.sequence_start.anchor, event->data.sequence_start.tag);
        tree.open(PolicyNode::Kind::list, place_of(event->start_mark));
        break;
      case YAML_MAPPING_START_EVENT:
        refuse_extras(*event, event->data.mapping_start.anchor, event->data.mapping_start.tag);
        tree.open(PolicyNode::Kind::mapping, place_of(event->start_mark));
        break;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        tree.close();
        break;
      case YAML_SCALAR_EVENT:
        add_scalar(tree, *event);
        break;
      case YAML_ALIAS_EVENT:
        refuse(event->start_mark, "aliases are not read", kPlainYaml);
      default:
        break;
    }
    return event->type != YAML_STREAM_END_EVENT;
  }

 private:
  std::string_view text_;
  yaml_parser_t parser_{};
  int documents_ = 0;
};

}  // namespace

PolicyNode parse_policy_yaml(std::string_view text) {
  PolicyTree tree;
  Parser parser(text);
  while (parser.step(tree)) {
  }
  return tree.take();
}

}  // namespace pcadmin::interchange
