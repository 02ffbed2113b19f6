/* What libldap and GnuTLS want of two libraries of which Debian has no static archive, and which pcadmin never comes to use:

   libsasl2, for ways to sign in other than by name and password: LDAP_SASL_SIMPLE is done by libldap itself;
   libp11-kit, for keys and certificates on smart cards (pkcs11: URLs): pcadmin gives GnuTLS files.

   Everything here says that there is no such thing: nothing, or failure. Linked into the static program only, so that it
   stays one file that needs no library of the machine; in every other build both libraries are there. That these are all
   is said by the linker.*/
#include <stddef.h>

/* GnuTLS would start by itself in every run, and read its configuration; libldap starts it where it is needed. */
int _gnutls_global_init_skip(void);
int _gnutls_global_init_skip(void) { return 1; }

#define NOTHING(name) \
  void *name(void);   \
  void *name(void) { return NULL; }
#define FAILS(name) \
  int name(void);   \
  int name(void) { return -4; /* SASL_NOMECH, and an error to p11-kit as any */ }
#define DONE(name) \
  long name(void); \
  long name(void) { return 0; }

NOTHING(p11_kit_config_option)
NOTHING(p11_kit_message)
NOTHING(p11_kit_module_get_name)
NOTHING(p11_kit_module_load)
NOTHING(p11_kit_modules_load)
NOTHING(p11_kit_pin_file_callback)
NOTHING(p11_kit_pin_get_value)
NOTHING(p11_kit_pin_new_for_string)
NOTHING(p11_kit_pin_request)
NOTHING(p11_kit_space_strdup)
NOTHING(p11_kit_strerror)
NOTHING(p11_kit_uri_get_attribute)
NOTHING(p11_kit_uri_get_attributes)
NOTHING(p11_kit_uri_get_module_info)
NOTHING(p11_kit_uri_get_pin_source)
NOTHING(p11_kit_uri_get_pin_value)
NOTHING(p11_kit_uri_get_token_info)
NOTHING(p11_kit_uri_new)
NOTHING(sasl_errdetail)
NOTHING(sasl_errstring)
NOTHING(sasl_global_listmech)

FAILS(p11_kit_module_finalize)
FAILS(p11_kit_module_get_flags)
FAILS(p11_kit_pin_register_callback)
FAILS(p11_kit_uri_format)
FAILS(p11_kit_uri_match_module_info)
FAILS(p11_kit_uri_match_token_info)
FAILS(p11_kit_uri_parse)
FAILS(p11_kit_uri_set_attribute)
FAILS(sasl_client_new)
FAILS(sasl_client_start)
FAILS(sasl_client_step)
FAILS(sasl_decode)
FAILS(sasl_encode)
FAILS(sasl_getprop)
FAILS(sasl_setprop)

DONE(p11_kit_module_release)
DONE(p11_kit_pin_get_length)
DONE(p11_kit_pin_unref)
DONE(p11_kit_pin_unregister_callback)
DONE(p11_kit_space_strlen)
DONE(p11_kit_uri_free)
DONE(sasl_client_init)
DONE(sasl_dispose)
DONE(sasl_set_mutex)
