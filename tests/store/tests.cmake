pcadmin_test(store
  SOURCES store/as_of_test.cpp store/create_test.cpp store/effects_test.cpp store/erasure_test.cpp store/file_test.cpp
          store/growth_test.cpp
          store/history_test.cpp store/new_people_test.cpp store/schema_test.cpp
          store/touches_test.cpp store/upgrade_test.cpp store/verify_test.cpp store/waiting_test.cpp support/store_fixture.cpp
  LINKS pcadmin_ops dep_sqlitecpp
  # Stores are damaged and verified thousands of times: as with the random acts, less is remembered of freed memory.
  PROPERTIES ENVIRONMENT "ASAN_OPTIONS=malloc_context_size=1:quarantine_size_mb=1:thread_local_quarantine_size_kb=64")
