pcadmin_test(domain
  SOURCES
    domain/authority_test.cpp
    domain/common_passwords_test.cpp
    domain/email_test.cpp
    domain/location_test.cpp
    domain/filter_binding_test.cpp
    domain/filter_expression_test.cpp
    domain/filter_match_test.cpp
    domain/organization_test.cpp
    domain/password_hash_test.cpp
    domain/password_test.cpp
    domain/policy_test.cpp
    domain/permission_test.cpp
    domain/role_test.cpp
    domain/token_test.cpp
    domain/user_test.cpp
  LINKS pcadmin_domain)
