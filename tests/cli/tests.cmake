# `PCADMIN_BLESS=1 ctest -R 'cli: every story'` writes tests/golden anew.
pcadmin_test(cli
  SOURCES
    cli/batch_test.cpp
    cli/check_formats_test.cpp
    cli/complete_test.cpp
    cli/edit_report_test.cpp
    cli/files_test.cpp
    cli/filter_test.cpp
    cli/golden_test.cpp
    cli/import_test.cpp
    cli/letters_test.cpp
    cli/narrowing_test.cpp
    cli/output_test.cpp
    cli/overview_page_test.cpp
    cli/plot_test.cpp
    cli/pointer_test.cpp
    cli/parser_test.cpp
    cli/progress_test.cpp
    cli/render_test.cpp
    cli/run_test.cpp
    cli/spool_test.cpp
    cli/token_input_test.cpp
    cli/transcript.cpp
    support/store_fixture.cpp
    support/test_world.cpp
  LINKS pcadmin_cli dep_json dep_sqlitecpp)

# Long enough to be a program of its own, and slower still where the sanitizer remembers who took each piece of memory.
pcadmin_test(as_of
  SOURCES cli/as_of_test.cpp support/test_world.cpp
  LINKS pcadmin_cli
  PROPERTIES TIMEOUT 600 ENVIRONMENT ASAN_OPTIONS=malloc_context_size=1)
