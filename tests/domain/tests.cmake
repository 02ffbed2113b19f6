pcadmin_test(domain
  SOURCES domain/email_test.cpp domain/password_test.cpp domain/role_test.cpp domain/user_test.cpp
  LINKS pcadmin_domain)
