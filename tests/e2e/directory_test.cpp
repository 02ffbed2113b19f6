#include "e2e/directory_server.hpp"
#include "e2e/site.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <string_view>

/// People taken over from a directory server that the test starts.
namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)

constexpr int kPeople = 5000;
constexpr std::string_view kCanary = "{SSHA}Y2FuYXJ5IGluIGEgY29hbCBtaW5l";

std::string uuid(int number) { return fmt::format("00000000-0000-4000-8000-{:012}", number); }

/// The values of an attribute stand together, as slapadd wants them. `more` may have mails of its own.
std::string person(int number, std::string_view more = {}, std::string_view dn = {}) {
  const auto mail =
      more.find("mail:") == std::string_view::npos ? fmt::format("mail: p{}@contoso.example\n", number) : "";
  return fmt::format(
      "dn:{}\nobjectClass: inetOrgPerson\nobjectClass: extensibleObject\nentryUUID: {}\nuid: p{}\nsn: {}\n"
      "userPassword: {}\ncn: Person {}\n{}{}\n",
      dn.empty() ? fmt::format(" uid=p{},ou=People,{}", number, DirectoryServer::kBase) : std::string(dn), uuid(number),
      number, number, kCanary, number, more, mail);
}

/// People by the thousand; names that need care; several addresses; a group; a part that is on another server.
std::string tree(int people, std::string_view last = {}) {
  const std::string base(DirectoryServer::kBase);
  std::string text = "dn: ou=People," + base + "\nobjectClass: organizationalUnit\nou: People\n\n";
  for (int i = 1; i <= people - 4; ++i) text += person(i);
  text += person(
      90001, "cn: Lee, Ann\nmail: p90001@contoso.example\nmail: second@contoso.example\nmail: third@contoso.example\n",
      " cn=Lee\\, Ann,ou=People," + base);
  text += person(90002, "ou: a+b=c\n", " uid=p90002+ou=a\\2Bb\\3Dc,ou=People," + base);
  // Base64, as LDIF wants what is not ASCII: cn=Müller \"Q\" \<x\>\;y, and Müller "Q" <x>;y
  text += person(90003, "cn:: TcO8bGxlciAiUSIgPHg+O3k=\n",
                 ": Y249TcO8bGxlciBcIlFcIiBcPHhcPlw7eSxvdT1QZW9wbGUsZGM9Y29udG9zbyxkYz1leGFtcGxl");
  text += person(90004, last);
  text += "dn: cn=Sales," + base + "\nobjectClass: groupOfNames\ncn: Sales\nmember: CN=lee\\2C ann, OU=people, " +
          base + "\nmember: uid=p1,ou=People," + base + "\n\n";
  text += "dn: ou=Elsewhere," + base +
          "\nobjectClass: referral\nobjectClass: extensibleObject\nou: Elsewhere\nref: "
          "ldap://other.contoso.example/ou=Elsewhere," +
          base + "\n\n";
  return text;
}

/// A site with a store, and the words that ask a server.
struct Office : Site {
  Office() {
    init();
    put("reader.secret", std::string(DirectoryServer::kReaderPassword) + "\n");
    std::filesystem::permissions(at("reader.secret"), std::filesystem::perms::owner_read);
  }

  static Words words(const DirectoryServer& server, const std::string& url, Words more = {}) {
    Words all{"directory",
              "sync",
              url,
              "--base",
              std::string(DirectoryServer::kBase),
              "--bind-dn",
              std::string(DirectoryServer::kReader),
              "--password-file",
              "reader.secret",
              "--ca",
              server.authority(),
              "-o",
              "json"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  Outcome sync(const DirectoryServer& server, Words more = {}) const {
    return run(words(server, server.ldaps(), std::move(more)));
  }
  void check_refused(const Outcome& outcome, std::string_view code) const {
    INFO(outcome.both());
    CHECK(outcome.code == 5);
    CHECK(outcome.err.find(fmt::format("\"code\":\"{}\"", code)) != std::string::npos);
    CHECK(people() == 1);
  }
};

bool has(const Outcome& outcome, std::string_view text) { return outcome.both().find(text) != std::string::npos; }

TEST_CASE("5,000 people come from a directory server, page by page, and again nothing changes", "[e2e][directory]") {
  if (!has_slapd()) return skip_loudly("directory sync", "there is no slapd");
  const Office office;
  DirectoryServer server(office, tree(kPeople));
  office.put("rules.csv", fmt::format("group,roles\n\"cn=Sales,{}\",sales-agent\n", DirectoryServer::kBase));
  const Words rules{"--rules", "rules.csv"};

  auto planned = rules;
  planned.emplace_back("--dry-run");
  const auto plan = office.sync(server, planned);
  INFO(plan.err);
  REQUIRE(plan.code == 0);
  CHECK(has(plan, "\"added\":5000"));
  CHECK(office.people() == 1);

  const auto first = office.sync(server, rules);
  INFO(first.err);
  REQUIRE(first.code == 0);
  CHECK(has(first, "\"added\":5000"));
  CHECK(has(first, "\"roles_given\":2"));
  CHECK(has(first, "\"conflicts\":0"));
  CHECK(has(first, "1 reference to other servers was not followed: ldap://other.contoso.example/"));
  CHECK(office.people() == 5001);
  CHECK(office.get({"user", "show", "p90001@contoso.example", "--field", "roles"}).find("sales-agent") == 0);

  const auto again = office.run(Office::words(server, server.starttls(), rules));
  REQUIRE(again.code == 0);
  CHECK(has(again, "\"changed\":false"));
  CHECK(has(again, "\"unchanged\":5000"));

  // Nothing of a password, anywhere.
  CHECK(count_of(read_file(office.store()), "Y2FuYXJ5") == 0);
  office.require_whole();

  server.refill(tree(kPeople - 1, "userAccountControl: 514\n"));
  const auto change = office.sync(server, rules);
  REQUIRE(change.code == 0);
  CHECK(has(change, "\"disabled\":1"));
  CHECK(has(change, "\"gone\":1"));
  CHECK(office.people() == 5001);
  office.get({"undo", "3"});
  CHECK(office.get({"directory", "status", "--gone", "-o", "count"}) == "0\n");
}

TEST_CASE("a server that cannot prove who it is, is told and asked nothing", "[e2e][directory]") {
  if (!has_slapd()) return skip_loudly("directory sync", "there is no slapd");
  const Office office;
  const DirectoryServer server(office, tree(10));
  for (const auto& url : {server.ldaps(), server.starttls()}) {
    CAPTURE(url);
    auto other = Office::words(server, url);
    for (auto& word : other)
      if (word == server.authority()) word = server.other_authority();
    office.check_refused(office.run(other), "directory-not-trusted");
    auto name = url;
    name.replace(name.find("127.0.0.1"), 9, "localhost");
    office.check_refused(office.run(Office::words(server, name)), "directory-not-trusted");
  }
  CHECK(office.run(Office::words(server, "http://127.0.0.1")).code == 5);
  CHECK(office.sync(server).code == 0);
}

TEST_CASE("what a file of the machine allows other programs, is not allowed here", "[e2e][directory]") {
  if (!has_slapd()) return skip_loudly("directory sync", "there is no slapd");
  Office office;
  const DirectoryServer server(office, tree(10));
  office.env["LDAPTLS_REQCERT"] = "never";
  office.env["LDAPTLS_REQSAN"] = "never";
  auto words = Office::words(server, server.ldaps());
  for (auto& word : words)
    if (word == server.authority()) word = server.other_authority();
  office.check_refused(office.run(words), "directory-not-trusted");
  auto name = server.ldaps();
  name.replace(name.find("127.0.0.1"), 9, "localhost");
  office.check_refused(office.run(Office::words(server, name)), "directory-not-trusted");
}

TEST_CASE("a wrong password, a password others can read and a base that is elsewhere are told apart",
          "[e2e][directory]") {
  if (!has_slapd()) return skip_loudly("directory sync", "there is no slapd");
  const Office office;
  const DirectoryServer server(office, tree(10));
  const auto with_file = [&](const std::string& file) {
    auto words = Office::words(server, server.ldaps());
    for (auto& word : words)
      if (word == "reader.secret") word = file;
    return office.run(words);
  };
  office.put("wrong.secret", "not that\n");
  std::filesystem::permissions(office.at("wrong.secret"), std::filesystem::perms::owner_read);
  const auto wrong = with_file("wrong.secret");
  office.check_refused(wrong, "directory-sign-in");
  CHECK_FALSE(has(wrong, "not that"));
  office.put("open.secret", std::string(DirectoryServer::kReaderPassword) + "\n");
  std::filesystem::permissions(office.at("open.secret"), std::filesystem::perms(0644));
  office.check_refused(with_file("open.secret"), "password-file-exposed");
  auto elsewhere = Office::words(server, server.ldaps());
  for (auto& word : elsewhere)
    if (word == DirectoryServer::kBase) word = "ou=Elsewhere," + std::string(DirectoryServer::kBase);
  const auto referred = office.run(elsewhere);
  office.check_refused(referred, "directory-search");
  CHECK(has(referred, "ldap://other.contoso.example/"));
}

TEST_CASE("a server that goes away in the middle changes nothing", "[e2e][directory]") {
  if (!has_slapd()) return skip_loudly("directory sync", "there is no slapd");
  const Office office;
  const DirectoryServer server(office, tree(kPeople));
  for (const std::size_t bytes : {50'000U, 300'000U, 700'000U}) {
    CAPTURE(bytes);
    const CutLine line(server.tls_port(), bytes);
    const auto outcome = office.run(Office::words(server, fmt::format("ldaps://127.0.0.1:{}", line.port())));
    office.check_refused(outcome, "directory-broke-off");
  }
  office.require_whole();
}

TEST_CASE("where no server is, that is said at once", "[e2e][directory]") {
  if (!has_slapd()) return skip_loudly("directory sync", "there is no slapd");
  const Office office;
  const DirectoryServer server(office, tree(10));
  for (const std::string url : {"ldaps://127.0.0.1:1", "ldap://127.0.0.1:1"})
    office.check_refused(office.run(Office::words(server, url)), "directory-unreachable");
}

}  // namespace
