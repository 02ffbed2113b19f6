pcadmin_test(house
  SOURCES
    house/commands_test.cpp
    house/docs_test.cpp
    house/floors_test.cpp
    house/formats_test.cpp
    house/secrets_test.cpp
    house/sizes_test.cpp
    house/tree.cpp
    support/test_world.cpp
  LINKS pcadmin_cli dep_json)
