# The built program, run as people and scripts run it.
pcadmin_test(e2e
  SOURCES
    e2e/browser.cpp
    e2e/browser_test.cpp
    e2e/completion_test.cpp
    e2e/concurrency_test.cpp
    e2e/directory_kill_test.cpp
    e2e/directory_server.cpp
    e2e/directory_test.cpp
    e2e/disk_test.cpp
    e2e/input_test.cpp
    e2e/kill_test.cpp
    e2e/output_test.cpp
    e2e/process.cpp
    e2e/secrets_test.cpp
    e2e/report_test.cpp
    e2e/rivals_test.cpp
    e2e/session_test.cpp
    e2e/site.cpp
    e2e/store_test.cpp
    e2e/terminal_test.cpp
    e2e/timing_test.cpp
    e2e/waiting_test.cpp
  LINKS dep_sqlitecpp util
  PROPERTIES TIMEOUT 300 SKIP_REGULAR_EXPRESSION "SKIPPED:")
target_compile_definitions(e2e_tests PRIVATE PCADMIN_BINARY="$<TARGET_FILE:pcadmin>")
add_dependencies(e2e_tests pcadmin)
