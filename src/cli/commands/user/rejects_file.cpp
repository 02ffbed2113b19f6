#include "rejects_file.hpp"

#include "pcadmin/base/text.hpp"

#include <utility>

namespace pcadmin::cli {

namespace {

void append(std::string& list, const std::string& text) {
  if (!list.empty()) list += "; ";
  list += escape_controls(text);
}

}  // namespace

RejectsFile::RejectsFile(std::string name, interchange::PeopleFormat format, interchange::PeopleReader& reader)
    : reader_(reader), writer_(interchange::write_rejects(format, reader)), file_(std::move(name), Replace::no) {
  reader.keep_raw();
  std::string beginning;
  writer_->begin(beginning);
  file_.write(beginning);
}

void RejectsFile::add(std::span<const domain::RowFault> faults) {
  interchange::Rejection why;
  for (const auto& fault : faults) {
    append(why.codes, fault.code);
    append(why.messages, fault.message);
  }
  std::string text;
  writer_->row(text, reader_.raw(), why);
  file_.write(text);
}

StagedFile RejectsFile::finish() {
  file_.seal();
  return std::move(file_);
}

}  // namespace pcadmin::cli
