pcadmin_test(ops
  SOURCES
    ops/accounts_test.cpp
    ops/history_test.cpp
    ops/identity_test.cpp
    ops/import_test.cpp
    ops/last_global_admin_test.cpp
    ops/lockout_test.cpp
    ops/password_test.cpp
    ops/people_test.cpp
    ops/rights_test.cpp
    ops/roles_test.cpp
    ops/tokens_test.cpp
    support/store_fixture.cpp
  LINKS pcadmin_ops)
