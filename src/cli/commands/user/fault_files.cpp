#include "fault_files.hpp"

#include "../../credentials_file.hpp"
#include "import_args.hpp"

namespace pcadmin::cli {

using namespace flags;

std::optional<std::string> report_name(const Args& args) {
  const auto name = args.find(kReport);
  return name ? std::optional(name->text) : std::nullopt;
}

std::optional<std::string> rejects_name(const Args& args) {
  const auto name = args.find(kRejects);
  return name ? std::optional(name->text) : std::nullopt;
}

void check_fault_files(const Args& args) {
  auto places = credential_places(args);
  if (const auto report = report_name(args)) places.push_back({&kReport.spec, *report});
  if (const auto rejects = rejects_name(args)) places.push_back({&kRejects.spec, *rejects});
  require_own_places(places);
  if (!args.has(kRejects.spec) || args.on(kKeepGoing)) return;
  throw Error({.code = "rejects-without-keep-going",
               .kind = FailureKind::usage,
               .message = "--rejects is for rows that are left behind, and without --keep-going none is",
               .hint = "add --keep-going to import the other rows; or leave --rejects out, for all rows or none"});
}

FaultFiles::FaultFiles(const Context& context, interchange::PeopleFormat format, interchange::PeopleReader& reader) {
  if (const auto name = context.args.find(kReport)) report_.emplace(*name);
  if (const auto name = rejects_name(context.args)) rejects_.emplace(*name, format, reader);
  if (context.dry_run) rejects_.reset();  // it could be made: a run would come this far
}

void FaultFiles::add(std::span<const domain::RowFault> faults, bool has_row) {
  if (report_)
    for (const auto& fault : faults) report_->add(fault);
  if (rejects_ && has_row) rejects_->add(faults);
}

std::vector<StagedFile> FaultFiles::finish(const FaultCounts& counts, bool broke_off) {
  std::vector<StagedFile> files;
  if (report_) files.push_back(report_->finish(counts));
  if (rejects_ && counts.faults > 0 && !broke_off) files.push_back(rejects_->finish());
  return files;
}

}  // namespace pcadmin::cli
