# verdicts.txt says who may do what to whom; a new command needs its line there.
# Thousands of stores are written to: in memory, where there is such a place, so that no disk is waited for.
set(authority_properties TIMEOUT 900)
if(IS_DIRECTORY /dev/shm)
  list(APPEND authority_properties ENVIRONMENT "TMPDIR=/dev/shm")
endif()
pcadmin_test(authority
  SOURCES
    authority/organisation.cpp
    authority/verdict_table.cpp
    authority/verdicts_test.cpp
    support/store_fixture.cpp
    support/test_world.cpp
  LINKS pcadmin_cli
  PROPERTIES ${authority_properties})
