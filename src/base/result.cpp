#include "pcadmin/base/result.hpp"

namespace pcadmin {

int exit_code(FailureKind kind) {
  switch (kind) {
    case FailureKind::closed_output:
      return 0;
    case FailureKind::bug:
      return 1;
    case FailureKind::usage:
      return 2;
    case FailureKind::not_found:
      return 3;
    case FailureKind::conflict:
      return 4;
    case FailureKind::invalid:
      return 5;
    case FailureKind::refused:
      return 6;
    case FailureKind::partial:
      return 7;
    case FailureKind::busy:
      return 8;
    case FailureKind::store:
      return 9;
    case FailureKind::answer_no:
      return 10;
    case FailureKind::pending:
      return 11;
    case FailureKind::would_ask:
      return 12;
    case FailureKind::denied:
      return 13;
    case FailureKind::interrupted:
      return 130;
    case FailureKind::terminated:
      return 143;
  }
  return 1;
}

}  // namespace pcadmin
