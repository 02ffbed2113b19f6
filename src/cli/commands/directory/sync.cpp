#include "../../common_args.hpp"
#include "../../dialog.hpp"
#include "../../input_file.hpp"
#include "../../secret_file.hpp"
#include "directory.hpp"
#include "directory_input.hpp"
#include "sync_report.hpp"

#include "pcadmin/interchange/directory_ldap.hpp"

#include <fmt/format.h>

#include <array>
#include <memory>

namespace pcadmin::cli {

namespace {

constexpr Arg<interchange::LdapUrl> kServer{
    {.name = "URL", .help = "ldaps://HOST[:PORT], or ldap://HOST[:PORT] with StartTLS", .required = true}};
constexpr Arg<Words> kBase{{.name = "--base",
                            .help = "the distinguished name below which people and groups are",
                            .value = "DN",
                            .required = true}};
constexpr Arg<Words> kWhere{
    {.name = "--where", .help = "an LDAP filter for the entries", .value = "FILTER", .fallback = "people and groups"}};
constexpr Arg<Words> kBindDn{
    {.name = "--bind-dn", .help = "the name to sign in with", .value = "DN", .fallback = "anonymous"}};
constexpr Arg<FileName> kPasswordFile{{.name = "--password-file",
                                       .help = "a private file with its password on the first line",
                                       .value = "FILE",
                                       .fallback = "asked for",
                                       .completes = Completes::file}};
constexpr std::string_view kAuthorities = "/etc/ssl/certs/ca-certificates.crt";
constexpr Arg<FileName> kCa{{.name = "--ca",
                             .help = "certificates (PEM) of the authorities that the server's must come from",
                             .value = "FILE",
                             .fallback = kAuthorities,
                             .completes = Completes::file}};
constexpr std::array<const ArgSpec*, 8> kArgs = {
    &kServer.spec,       &kBase.spec, &kWhere.spec,        &kBindDn.spec,
    &kPasswordFile.spec, &kCa.spec,   &flags::kRules.spec, &flags::kMaxRemovals.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin directory sync ldaps://dc1.contoso.example --base dc=contoso,dc=example --dry-run",
     "only look: who would be added, changed, gone, in conflict"},
    {"pcadmin directory sync ldap://dc1.contoso.example --base ou=People,dc=contoso,dc=example --bind-dn "
     "cn=reader,dc=contoso,dc=example --password-file reader.secret --rules rules.csv --max-removals 5%",
     "from a timer"},
}};

Secret password_for(Dialog& dialog, const std::string& name) {
  auto& context = dialog.context;
  if (const auto file = context.args.find(kPasswordFile)) return read_secret_file(*file, context.world);
  return dialog.ask_secret(fmt::format("Password of {}: ", name), "give it in a private file: --password-file FILE");
}

bool read_input(Dialog& dialog, const Failure* failure) {
  if (failure != nullptr) return false;
  check_words_first(dialog);
  auto& context = dialog.context;
  // Of a file that is not there libldap says only that it could not connect.
  if (const auto file = context.args.find(kCa)) static_cast<void>(open_input(*file, context.world));
  auto input = std::make_shared<DirectoryInput>();
  input->rules = read_rules(context);
  const auto text = [&](const Arg<Words>& arg) { return context.args.get(arg, Words{}).text; };
  interchange::LdapQuery query{.url = context.args.get(kServer),
                               .base = text(kBase),
                               .filter = text(kWhere),
                               .authorities = context.args.get(kCa, FileName{std::string(kAuthorities)}).text,
                               .bind_dn = text(kBindDn)};
  Secret password;
  if (!query.bind_dn.empty()) password = password_for(dialog, query.bind_dn);
  query.password = &password;
  context.world.watch_interrupts();
  context.progress.begin({.doing = "reading", .unit = "entries"});
  input->directory = interchange::read_directory_ldap(query, [&] {
    context.world.check_interrupted();
    context.progress.step();
  });
  context.directory = std::move(input);
  return true;
}

Report run(ops::Unit& unit, Context& context, const Answers&) { return sync_report(unit, context); }

}  // namespace

constinit const Command kDirectorySync{
    .noun = "directory",
    .verb = "sync",
    .summary = "Make the people here what the directory server says",
    .details =
        "As pcadmin directory import, which says what becomes of whom, from the server itself. The connection is "
        "encrypted, by LDAPS or StartTLS, and the server's certificate is checked against --ca and its name; without "
        "that nothing is asked or told. There is no flag to go without.\n\n"
        "The search takes everything below --base, in pages of 500, and asks for no passwords. References to other "
        "servers are named and not followed. Where the server goes away in the middle, or a limit of its own cuts the "
        "search short, nothing is changed: what is missing would look as if it had gone. The store is opened only when "
        "everything has been read. With entries in conflict the exit code is 7, with --dry-run too.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::administer_users,
    .run = run,
    .columns = kSyncRowColumns,
    .previews = true,
    .patient = true,
    .in_batch = InBatch::no,
    .ask = read_input,
};

}  // namespace pcadmin::cli
