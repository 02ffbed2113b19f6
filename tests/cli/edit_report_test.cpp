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

std::string undo(const domain::UserRecord& before, const domain::UserRecord& after) {
  return undo_of_edit({.user = {.id = domain::UserId(2), .record = after, .created_at = {}, .since = {}},
                       .before = before,
                       .roles = {}});
}

}  // namespace

TEST_CASE("the undo of an edit names every field that was changed, and no other", "[cli][edit]") {
  auto before = ann();
  before.job_title = parsed<domain::JobTitle>("Lead");
  before.phone = parsed<domain::Phone>("123");
  auto after = before;
  after.kind = domain::UserKind::guest;
  after.job_title = parsed<domain::JobTitle>("Boss");
  after.department = parsed<domain::Department>("Sales");
  after.os_account = parsed<domain::OsAccount>("cron");
  CHECK(undo(before, after) ==
        "pcadmin user edit ann@contoso.example --kind member --job-title Lead --department none --os-account none");
}

TEST_CASE("the undo of an edit can be pasted into a shell, whatever stood there", "[cli][edit]") {
  auto before = ann();
  before.job_title = parsed<domain::JobTitle>("$(rm) `x` it's");
  before.department = parsed<domain::Department>("-n");
  auto after = ann();
  after.email = parsed<domain::Email>("a'b@contoso.example");
  CHECK(undo(before, after) ==
        "pcadmin user edit 'a'\\''b@contoso.example' --email ann@contoso.example --job-title '$(rm) `x` it'\\''s' "
        "--department=-n");
  after.email = parsed<domain::Email>("-ann@contoso.example");
  CHECK(undo(ann(), after) == "pcadmin user edit usr_2 --email ann@contoso.example");
}

TEST_CASE("an edit whose old value reads like none has no undo, rather than a wrong one", "[cli][edit]") {
  auto before = ann();
  before.department = parsed<domain::Department>("None");
  CHECK(undo(before, ann()).empty());
}

TEST_CASE("none clears a value, in any letter case, and is no name", "[cli][edit]") {
  CHECK_FALSE(parsed<OrNone<domain::Department>>("None").value);
  CHECK(parsed<OrNone<domain::Department>>("Sales").value == parsed<domain::Department>("Sales"));
  CHECK(ArgValue<OrNone<domain::Phone>>::parse("x").error().hint.ends_with("; none clears it"));
  CHECK(ArgValue<NewName>::parse("none").error().code == "invalid-name");
}
