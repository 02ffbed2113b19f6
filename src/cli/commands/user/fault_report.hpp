#pragma once

#include "../../args.hpp"
#include "../../row_faults.hpp"
#include "../../staged_file.hpp"

#include "pcadmin/domain/user.hpp"

#include <cstdint>
#include <string>

namespace pcadmin::cli {

/// A file for what is wrong with another; the end of its name says in which form.
struct ReportName {
  enum class Form { csv, json, ndjson };
  std::string text;
  Form form;
  /// Fails as `FileName`; and with code `unknown-report-form`, kind usage.
  static Result<ReportName> parse(std::string_view text);
};

/// Everything that is wrong with a file, written as it is found: `line,column,field,code,value,message,hint` a fault;
/// as JSON, `{"faults":[...],"rows":...,"count":...,"rows_with_faults":...}`. Constant memory.
class FaultReport {
 public:
  /// Throws as `StagedFile`, as all of it does.
  explicit FaultReport(const ReportName& name);
  void add(const domain::RowFault& fault);
  /// Once, at the end: all of it is on disk.
  StagedFile finish(const FaultCounts& counts);

 private:
  StagedFile file_;
  ReportName::Form form_;
  bool first_ = true;
};

}  // namespace pcadmin::cli
