#include "complete.hpp"

#include "commands/tool/tool.hpp"
#include "common_args.hpp"
#include "complete_filter.hpp"
#include "completions_embedded.hpp"
#include "dispatch.hpp"
#include "parser.hpp"
#include "registry.hpp"
#include "session_file.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/authority.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/requests.hpp"
#include "pcadmin/ops/undo.hpp"
#include "pcadmin/store/bundles.hpp"
#include "pcadmin/store/domains.hpp"
#include "pcadmin/store/locations.hpp"
#include "pcadmin/store/users.hpp"

#include <algorithm>
#include <functional>
#include <optional>

namespace pcadmin::cli {

namespace {

constexpr std::int64_t kMostPeople = 100;
constexpr std::size_t kMostRequests = 100;
constexpr std::size_t kMostChanges = 10;

/// Prints candidates that begin with what is typed so far.
class Offer {
 public:
  Offer(std::string_view typed, std::string front, World& world)
      : typed_(typed), front_(std::move(front)), world_(world) {}

  /// Goes on behind the last comma of a list; what stands before it is not offered again.
  void in_list() {
    const auto comma = typed_.rfind(',');
    if (comma == std::string_view::npos) return;
    for (const auto part : split(typed_.substr(0, comma), ',')) given_.push_back(to_ascii_lower(trim(part)));
    const auto next = std::min(typed_.size(), typed_.find_first_not_of(' ', comma + 1));
    front_ += typed_.substr(0, next);
    typed_.remove_prefix(next);
  }

  void word(std::string_view candidate, std::string_view says = {}) {
    if (std::ranges::find(given_, to_ascii_lower(candidate)) != given_.end()) return;
    if (!to_ascii_lower(candidate).starts_with(to_ascii_lower(typed_))) return;
    world_.out.write(front_ + escape_controls(candidate) + (says.empty() ? "" : "\t" + escape_controls(says)) + "\n");
  }
  void files() { world_.out.write(":files\n"); }
  std::string_view typed() const { return typed_; }

 private:
  std::string_view typed_;
  std::string front_;  // `--role=` where value and flag are one word; the words of a list that are there already
  std::vector<std::string> given_{};
  World& world_;
};

void offer_roles(Offer& offer) {
  for (const auto& role : domain::Catalogue::roles()) offer.word(role.id, role.name);
}

void offer_permissions(Offer& offer) {
  for (const auto& permission : domain::Catalogue::permissions()) offer.word(permission.id, permission.summary);
}

store::Database open_store(const Args& args, World& world) {
  return store::Database::open(store_file(args, world),
                               {.access = store::Access::read, .busy_timeout = std::chrono::milliseconds{0}});
}

/// Who is signed in, and may do more than set a new password.
std::optional<ops::Operator> find_person(const store::Database& db, World& world) {
  const auto token = read_session(session_file(world, db.uid()));
  auto who = token ? ops::resume(db, *token, world.clock.now()) : std::nullopt;
  return who && !who->must_change_password ? std::move(who) : std::nullopt;
}

/// Whether somebody is signed in who may.
bool may(const store::Database& db, domain::Act act, World& world) {
  const auto who = find_person(db, world);
  return who && domain::may(who->roles, act);
}

void offer_users(Offer& offer, const Args& args, World& world) {
  const auto db = open_store(args, world);
  if (!may(db, domain::Act::see_people, world) || !is_utf8(offer.typed())) return;
  for (const auto& email : store::list_emails_with_prefix(db, to_fold_key(offer.typed()), kMostPeople))
    offer.word(email);
}

void offer_bundles(Offer& offer, const Args& args, World& world) {
  const auto db = open_store(args, world);
  if (!find_person(db, world)) return;
  store::list_bundles(db, [&](const store::Bundle& bundle) {
    offer.word(bundle.record.name.text(), bundle.record.summary ? bundle.record.summary->text() : "");
    return true;
  });
}

void offer_domains(Offer& offer, const Args& args, World& world) {
  const auto db = open_store(args, world);
  if (!may(db, domain::Act::see_organization, world)) return;
  store::list_domains(db, [&](const store::ListedDomain& listed) {
    offer.word(listed.name.text());
    return true;
  });
}

void offer_locations(Offer& offer, const Args& args, World& world) {
  const auto db = open_store(args, world);
  if (!may(db, domain::Act::see_locations, world)) return;
  store::list_locations(db, world.clock.now(), [&](const store::ListedLocation& listed) {
    offer.word(listed.location.record.id.text(), listed.location.record.name.text());
    return true;
  });
}

/// What somebody who is signed in sees through `look`.
void offer_seen(const Args& args, World& world, const std::function<void(const ops::Unit&)>& look) {
  auto db = open_store(args, world);
  auto who = find_person(db, world);
  if (!who) return;
  ops::Unit unit(db, world.clock.now(), world.random, world.hash_cost);
  unit.act_as(std::move(*who));
  look(unit);
}

/// Those that are open, where something is to be done with them, and to take back one's own.
void offer_requests(Offer& offer, const Command& command, const Args& args, World& world) {
  ops::RequestQuery query{.mine = command.verb == "withdraw"};
  if (command.writes()) query.state = domain::RequestState::open;
  offer_seen(args, world, [&](const ops::Unit& unit) {
    std::size_t left = kMostRequests;
    ops::list_requests(unit, query, [&](const store::Request& request) {
      offer.word(request.id.text(), request.email.text() + ", " + std::string(request.role.text()));
      return --left > 0;
    });
  });
}

void offer_changes(Offer& offer, const Args& args, World& world) {
  offer_seen(args, world, [&](const ops::Unit& unit) {
    ops::list_undoable(unit, kMostChanges, [&](const store::Change& change) {
      offer.word(std::to_string(change.id.number), change.command);
      return true;
    });
  });
}

void offer_value(Offer& offer, const ArgSpec& spec, const Command& command, const Args& args, World& world) {
  if (spec.many && spec.is_flag() && spec.completes != Completes::file) offer.in_list();
  switch (spec.completes) {
    case Completes::role:
      return offer_roles(offer);
    case Completes::permission:
      return offer_permissions(offer);
    case Completes::bundle:
      return offer_bundles(offer, args, world);
    case Completes::user:
      return offer_users(offer, args, world);
    case Completes::domain:
      return offer_domains(offer, args, world);
    case Completes::location:
      return offer_locations(offer, args, world);
    case Completes::request:
      return offer_requests(offer, command, args, world);
    case Completes::change:
      return offer_changes(offer, args, world);
    case Completes::file:
      return offer.files();
    case Completes::word:
      for (const auto& word : words_for(spec, command)) offer.word(word);
      return;
    case Completes::field:
      for (const auto& column : command.columns) offer.word(column.key);
      return;
    case Completes::filter:
      for (const auto& [expression, says] : filter_offers(command, offer.typed())) offer.word(expression, says);
      return;
    case Completes::nothing:
      return;
  }
}

void offer_commands(Offer& offer, const Invocation& begun) {
  if (begun.noun != nullptr) {
    for (const auto& next : next_words(*begun.noun, begun.group)) offer.word(next.word, next.says);
    return;
  }
  for (const auto* const known : nouns()) offer.word(known->name, known->summary);
  for (const auto* const command : lone_commands()) offer.word(command->verb, command->summary);
}

void offer_flags(Offer& offer, const Command& command) {
  for (const auto* const spec : command.args) {
    if (spec->is_flag()) offer.word(spec->name, spec->help);
  }
  for (const auto* const spec : common_args(command)) offer.word(spec->name, spec->help);
}

/// What --store says, if anything, so that people come from the right store.
Args store_args(const std::vector<std::string>& words) {
  Args args;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].starts_with("--store="))
      args.put(flags::kStore, FileName{words[i].substr(8)});
    else if (words[i] == "--store" && i + 1 < words.size())
      args.put(flags::kStore, FileName{words[i + 1]});
  }
  return args;
}

/// The word without a flag that the one being typed would be.
const ArgSpec* next_positional(const Command& command, const std::vector<std::string>& rest) {
  std::size_t taken = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const bool flag = rest[i].size() > 1 && rest[i].front() == '-';
    if (!flag)
      ++taken;
    else if (const auto* const spec = find_flag(rest[i]); spec != nullptr && !spec->is_switch())
      ++i;
  }
  for (const auto* const spec : command.args) {
    if (!spec->is_flag() && (taken-- == 0 || spec->many)) return spec;
  }
  return nullptr;
}

void offer_for(const std::vector<std::string>& before, const std::string& typed, World& world) {
  const auto invocation = find_invocation(before);
  const auto args = store_args(before);
  const auto& command = invocation.command != nullptr ? *invocation.command : kHelp;
  const auto* const pending = before.empty() ? nullptr : find_flag(command, before.back());
  if (pending != nullptr && !pending->is_switch()) {
    Offer offer(typed, "", world);
    return offer_value(offer, *pending, command, args, world);
  }
  if (const auto equals = typed.find('='); typed.starts_with("--") && equals != std::string::npos) {
    Offer offer(std::string_view(typed).substr(equals + 1), typed.substr(0, equals + 1), world);
    if (const auto* const spec = find_flag(command, typed.substr(0, equals)))
      offer_value(offer, *spec, command, args, world);
    return;
  }
  Offer offer(typed, "", world);
  if (typed.starts_with("-")) return offer_flags(offer, command);
  if (invocation.command == nullptr) return offer_commands(offer, invocation);
  if (const auto* const spec = next_positional(command, invocation.rest))
    offer_value(offer, *spec, command, args, world);
}

}  // namespace

int complete(const std::vector<std::string>& words, World& world) {
  if (words.size() < 2) return 0;
  const std::vector<std::string> before(words.begin() + 1, words.end() - 1);
  try {
    offer_for(before, words.back(), world);
  } catch (const Error&) {  // a shell in the middle of a line is no place for an error
  }
  world.out.flush();
  return 0;
}

std::string_view completion_script(std::string_view shell) {
  const std::string_view name = shell == "bash" ? "pcadmin.bash" : shell == "zsh" ? "_pcadmin" : "pcadmin.fish";
  return std::ranges::find(embedded::kFiles, name, &embedded::EmbeddedFile::name)->text;
}

}  // namespace pcadmin::cli
