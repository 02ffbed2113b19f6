pcadmin_test(ops
  SOURCES
    ops/access_model.cpp
    ops/access_questions_test.cpp
    ops/access_test.cpp
    ops/accounts_test.cpp
    ops/checks_test.cpp
    ops/associations_test.cpp
    ops/bundles_test.cpp
    ops/credentials_test.cpp
    ops/closing_test.cpp
    ops/deletion_test.cpp
    ops/designations_test.cpp
    ops/directory_edits_test.cpp
    ops/directory_test.cpp
    ops/domains_test.cpp
    ops/expiry_test.cpp
    ops/grant_rules_test.cpp
    ops/guards_test.cpp
    ops/history_test.cpp
    ops/identity_test.cpp
    ops/import_replace_test.cpp
    ops/import_test.cpp
    ops/last_global_admin_test.cpp
    ops/locations_test.cpp
    ops/lockout_test.cpp
    ops/offboard_test.cpp
    ops/organization_test.cpp
    ops/overview_test.cpp
    ops/password_test.cpp
    ops/past_test.cpp
    ops/people_test.cpp
    ops/policy_test.cpp
    ops/profiles_test.cpp
    ops/remedies_test.cpp
    ops/removals_test.cpp
    ops/requests_test.cpp
    ops/rights_test.cpp
    ops/roles_test.cpp
    ops/separation_test.cpp
    ops/skills_test.cpp
    ops/support_test.cpp
    ops/snapshot.cpp
    ops/shared_change_test.cpp
    ops/scoped_test.cpp
    ops/tokens_test.cpp
    ops/undo_cost_test.cpp
    ops/undo_test.cpp
    support/store_fixture.cpp
  LINKS pcadmin_ops dep_sqlitecpp)

# Long enough to be a program of its own, and slower still where the sanitizer remembers who took each piece of memory,
# and keeps much of what was given back: a quarter of the time.
# The model may be quick; what it judges is built as everywhere.
pcadmin_test(random_acts
  SOURCES ops/model.cpp ops/model_asking.cpp ops/model_duties.cpp ops/model_organisation.cpp ops/model_ties.cpp ops/random_acts_test.cpp ops/snapshot.cpp support/store_fixture.cpp
  LINKS pcadmin_ops dep_sqlitecpp
  PROPERTIES TIMEOUT 1800 ENVIRONMENT "ASAN_OPTIONS=malloc_context_size=1:quarantine_size_mb=1:thread_local_quarantine_size_kb=64")
set_source_files_properties(ops/model.cpp ops/model_asking.cpp ops/model_duties.cpp ops/model_organisation.cpp ops/model_ties.cpp ops/random_acts_test.cpp ops/snapshot.cpp support/store_fixture.cpp PROPERTIES COMPILE_OPTIONS -O1)
# Thousands of questions: the model may be quick; what it judges is built as everywhere.
set_source_files_properties(ops/access_model.cpp ops/access_questions_test.cpp PROPERTIES COMPILE_OPTIONS -O1)
