#!/usr/bin/env python3
"""What a person with Python and an afternoon would write in place of pcadmin: the same jobs, on the same store, with
the modules csv, sqlite3, hashlib and secrets. As durable as pcadmin; no value is checked, nobody is asked who they are,
nothing is digested.

script.py show STORE EMAIL | members STORE ROLE | add STORE NAME EMAIL ROLE ROLE | import STORE FILE CREDENTIALS
"""
import csv
import datetime
import hashlib
import json
import os
import secrets
import sqlite3
import sys
import time

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
NOW = int(time.time())


def rfc3339(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def open_store(file):
    db = sqlite3.connect(file, isolation_level=None)
    db.executescript("PRAGMA synchronous = EXTRA; PRAGMA foreign_keys = ON; PRAGMA cache_size = -262144;")
    return db


def make_password():
    letters = [LETTERS[byte % 32] for byte in secrets.token_bytes(24)]
    password = "-".join("".join(letters[at:at + 4]) for at in range(0, 24, 4))
    salt = secrets.token_bytes(16)
    return password, salt + hashlib.blake2b(password.encode(), digest_size=32, key=salt).digest()


def begin_change(db, command):
    db.execute("BEGIN IMMEDIATE")
    return db.execute(
        "INSERT INTO change_set (id, at, actor, os_user, command, outcome, salt, words_digest, digest) "
        "VALUES ((SELECT max(id) + 1 FROM change_set), ?, 1, 'bench', ?, 'done', ?, x'', x'')",
        (NOW, command, secrets.token_bytes(16))).lastrowid


def insert_person(db, change, person, roles):
    user = db.execute(
        "INSERT INTO user (name, email, email_key, job_title, department, usage_location, kind, state, created_at, "
        "salt, since) VALUES (?, ?, ?, ?, ?, ?, 'member', 'active', ?, ?, ?)",
        (person["name"], person["email"], person["email"].lower(), person.get("job_title") or None,
         person.get("department") or None, person.get("usage_location") or None, NOW, secrets.token_bytes(16),
         change)).lastrowid
    for role in roles:
        db.execute("INSERT INTO assignment (user_id, role, since) VALUES (?, ?, ?)", (user, role, change))
    password, verifier = make_password()
    db.execute(
        "INSERT INTO credential (user_id, kind, verifier, set_at, set_in, expires_at, noted_in) "
        "VALUES (?, 'temporary', ?, ?, ?, ?, ?)", (user, verifier, NOW, change, NOW + 259200, change))
    return user, password


def show(file, email):
    db = open_store(file)
    db.row_factory = sqlite3.Row
    user = dict(db.execute(
        "SELECT u.*, s.last_at AS last_sign_in, k.kind = 'temporary' AS password_pending, f.total AS failed_sign_ins, "
        "f.retry_at FROM user u LEFT JOIN sign_in s ON s.user_id = u.id LEFT JOIN credential k ON k.user_id = u.id "
        "LEFT JOIN failed_sign_in f ON f.user_id = u.id WHERE u.email_key = ?",
        (email,)).fetchone())
    del user["salt"], user["email_key"]
    user["assignments"] = [dict(row) for row in db.execute(
        "SELECT a.role, l.partner_id AS location, l.name AS location_name, c.at AS assigned_at, g.email AS assigned_by, "
        "c.reason, c.ticket, c.id AS change, a.starts_at, a.expires_at, a.bundle FROM assignment a "
        "JOIN change_set c ON c.id = coalesce(a.granted_in, a.since) LEFT JOIN user g ON g.id = c.actor "
        "LEFT JOIN location l ON l.id = a.location_id WHERE a.user_id = ?", (user["id"],))]
    json.dump({"user": user}, sys.stdout)


def members(file, role):
    out = csv.writer(sys.stdout)
    out.writerow(["id", "name", "email", "role", "state", "can_sign_in", "assigned_at", "assigned_by", "reason",
                  "expires_at"])
    for row in open_store(file).execute(
            "SELECT u.id, u.name, u.email, a.role, u.state, u.state = 'active' AND coalesce(k.kind = 'chosen', false) AND "
            "coalesce(f.total, 0) < 100, c.at, g.email, c.reason, a.expires_at FROM assignment a INDEXED BY assignment_by_role "
            "CROSS JOIN user u ON u.id = a.user_id LEFT JOIN credential k ON k.user_id = u.id "
            "LEFT JOIN failed_sign_in f ON f.user_id = u.id "
            "JOIN change_set c ON c.id = coalesce(a.granted_in, a.since) LEFT JOIN user g ON g.id = c.actor "
            "WHERE a.role = ? AND (a.expires_at IS NULL OR a.expires_at > ?) "
            "AND (a.starts_at IS NULL OR a.starts_at <= ?) ORDER BY a.user_id", (role, NOW, NOW)):
        out.writerow([f"usr_{row[0]}", *row[1:5], "true" if row[5] else "false", rfc3339(row[6]), row[7], row[8],
                      rfc3339(row[9]) if row[9] else None])


def add(file, name, email, *roles):
    db = open_store(file)
    change = begin_change(db, "user add")
    user, password = insert_person(db, change, {"name": name, "email": email}, roles)
    db.execute("COMMIT")
    print(f"usr_{user},{password}")


def import_people(file, people, credentials):
    db = open_store(file)
    change = begin_change(db, "user import")
    partial = credentials + ".partial"
    expires = rfc3339(NOW + 259200)
    with open(people, newline="", encoding="utf-8") as rows, \
            open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", newline="",
                 encoding="utf-8") as secret_file:
        out = csv.writer(secret_file)
        out.writerow(["email", "name", "temporary_password", "expires_at", "id"])
        for person in csv.DictReader(rows):
            user, password = insert_person(db, change, person, person["roles"].split(";"))
            out.writerow([person["email"], person["name"], password, expires, f"usr_{user}"])
        secret_file.flush()
        os.fsync(secret_file.fileno())
    db.execute("COMMIT")
    os.rename(partial, credentials)


if __name__ == "__main__":
    {"show": show, "members": members, "add": add, "import": import_people}[sys.argv[1]](*sys.argv[2:])
