#include "cli/commands/user/edit_report.hpp"

#include "cli/commands/user/edit_args.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

namespace {

using namespace pcadmin;
using namespace pcadmin::cli;

template <class T>
T parsed(std::string_view text) {
  return value_or_throw(ArgValue<T>::parse(text));
}

domain::UserRecord ann() {
  return {.name = parsed<domain::PersonName>("Ann Lee"), .email = parsed<domain::Email>("ann@contoso.example")};
}

std::string sentence(const domain::UserRecord& before, const domain::UserRecord& after) {
  return edit_sentence({.user = {.id = domain::UserId(2), .record = after, .created_at = {}, .since = {}},
                        .before = before,
                        .roles = {}});
}

}  // namespace

TEST_CASE("an edit is told by every field that was changed, and no other", "[cli][edit]") {
  auto before = ann();
  before.job_title = parsed<domain::JobTitle>("Lead");
  before.phone = parsed<domain::Phone>("123");
  auto after = before;
  after.kind = domain::UserKind::guest;
  after.job_title = parsed<domain::JobTitle>("Boss");
  after.department = parsed<domain::Department>("Sales");
  after.os_account = parsed<domain::OsAccount>("cron");
  CHECK(sentence(before, after) == "changed kind, job title, department and OS account of ann@contoso.example");
}

TEST_CASE("an edit of the address says how they sign in now", "[cli][edit]") {
  auto after = ann();
  after.email = parsed<domain::Email>("Ann@contoso.example");
  CHECK(sentence(ann(), after) ==
        "changed e-mail address of ann@contoso.example, who signs in as Ann@contoso.example now");
  CHECK(sentence(ann(), ann()) == "ann@contoso.example is so already");
}

TEST_CASE("none clears a value, in any letter case, and is no name", "[cli][edit]") {
  CHECK_FALSE(parsed<OrNone<domain::Department>>("None").value);
  CHECK(parsed<OrNone<domain::Department>>("Sales").value == parsed<domain::Department>("Sales"));
  CHECK(ArgValue<OrNone<domain::Phone>>::parse("x").error().hint.ends_with("; none clears it"));
  CHECK(ArgValue<NeverNone<domain::PersonName>>::parse("none").error().code == "invalid-name");
}
