# What an OpenLDAP server would be filled with in place of `pcadmin user import`: sourced by bench/bulk. The same people
# as inetOrgPerson, each role a value of employeeType, three indexes as the store has (address, role, id of the entry).
# `slapadd -q` checks less than without, writes no journal and need not survive a power cut. Passwords are not made.

make_directory() { # make_directory FOLDER: an empty one, with its slapd.conf
  rm -rf "$1"
  mkdir -p "$1/db"
  cat >"$1/slapd.conf" <<TEXT
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
database mdb
suffix "dc=contoso,dc=example"
directory "$1/db"
maxsize 8589934592
index objectClass,uid,mail,employeeType eq
TEXT
}

to_ldif() { # to_ldif CSV: of bench's people, on standard output
  printf 'dn: dc=contoso,dc=example\nobjectClass: dcObject\nobjectClass: organization\ndc: contoso\no: Contoso\n\n'
  awk -F, 'NR > 1 {
    uid = "u" NR
    family = $1; sub(/.* /, "", family)
    printf "dn: uid=%s,dc=contoso,dc=example\nobjectClass: inetOrgPerson\nuid: %s\n", uid, uid
    printf "cn: %s\nsn: %s\nmail: %s\n", $1, family, $2
    count = split($3, roles, ";")
    for (i = 1; i <= count; ++i) printf "employeeType: %s\n", roles[i]
    if ($4 != "") printf "title: %s\n", $4
    if ($5 != "") printf "departmentNumber: %s\n", $5
    print ""
  }' "$1"
}
