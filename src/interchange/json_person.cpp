#include "interchange/json_person.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

namespace pcadmin::interchange {
namespace {

using Kind = JsonValue::Kind;

std::string_view word_for(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "true or false";
    case Kind::number:
      return "a number";
    case Kind::text:
      return "a text";
    case Kind::list:
      return "a list";
    case Kind::object:
      return "an object";
  }
  return {};
}

Failure wrong_type(JsonValue value, std::string_view called, std::string_view wanted, std::string hint) {
  return {.code = "wrong-type",
          .kind = FailureKind::invalid,
          .message = fmt::format("{} is {}, and should be {}", called, word_for(value.kind()), wanted),
          .hint = std::move(hint)};
}

std::string list_of(const std::set<std::string>& words) {
  const std::vector<std::string> list(words.begin(), words.end());
  return join_words(list);
}

}  // namespace

void put_text(PersonFields& fields, PersonColumn field, JsonValue value, std::string_view called) {
  if (!value.given()) {
    if (!fields.has(field)) fields.put(field, {}, {.called = called});
    return;
  }
  if (!value.is(Kind::text)) {
    return fields.refuse(field, value.text(), wrong_type(value, called, "a text", "put it in quotes, or leave it out"),
                         {.called = called});
  }
  if (value.text().size() > Limits::kFieldBytes) {
    return fields.refuse(field, value.text(),
                         {.code = "field-too-long",
                          .kind = FailureKind::invalid,
                          .message = fmt::format("{} is longer than {} bytes", called, Limits::kFieldBytes),
                          .hint = "no field of a person is"},
                         {.called = called});
  }
  fields.put(field, value.text(), {.called = called});
}

void put_state(PersonFields& fields, JsonValue active, std::string_view called) {
  if (!active.given()) return;
  const auto word = active.is(Kind::boolean) || active.is(Kind::text) ? to_ascii_lower(active.text()) : std::string();
  if (word == "true" || word == "false")
    return fields.put(PersonColumn::state, word == "true" ? "active" : "disabled", {.called = called});
  fields.refuse(PersonColumn::state, active.text(),
                wrong_type(active, called, "true or false", "true is an active account, false a disabled one"),
                {.called = called});
}

bool is_list(PersonFields& fields, PersonColumn field, JsonValue value, std::string_view called) {
  if (!value.given()) return false;
  if (value.is(Kind::list)) return true;
  fields.refuse(field, value.text(), wrong_type(value, called, "a list", "put it in [ and ], or leave it out"),
                {.called = called});
  return false;
}

void note_word(std::set<std::string>& words, std::string_view word) {
  constexpr std::size_t kCharacters = 40;
  if (words.size() < JsonNotes::kWords) words.insert(shorten(word, kCharacters));
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view several) {
  return fmt::format("{} {}", count, count == 1 ? one : several);
}

std::vector<std::string> JsonNotes::sentences() const {
  std::vector<std::string> list;
  if (passwords > 0) {
    list.push_back(fmt::format("{} in the file {} not read: everybody gets a temporary one",
                               counted(passwords, "password", "passwords"), passwords == 1 ? "was" : "were"));
  }
  if (skipped > 0) {
    list.push_back(fmt::format("{} and {} skipped: {}",
                               counted(skipped, "entry is not a person", "entries are not people"),
                               skipped == 1 ? "was" : "were", list_of(skipped_kinds)));
  }
  if (addresses_left_out > 0) {
    list.push_back(fmt::format("{} another mail than the name they sign in with, which was taken as their address",
                               counted(addresses_left_out, "person has", "people have")));
  }
  if (kinds_left_out > 0) {
    list.push_back(fmt::format("{} neither Member nor Guest and {} left out: {}",
                               counted(kinds_left_out, "userType is", "userTypes are"),
                               kinds_left_out == 1 ? "was" : "were", list_of(left_out_kinds)));
  }
  if (os_accounts > 0) {
    list.push_back(fmt::format("{} in the file {} not read: an import attaches none",
                               counted(os_accounts, "OS account", "OS accounts"), os_accounts == 1 ? "was" : "were"));
  }
  list.insert(list.end(), of_wrapper.begin(), of_wrapper.end());
  return list;
}

}  // namespace pcadmin::interchange
