-- What a person at the sqlite3 shell would do in place of `pcadmin user show`; :email is put in by bench/run.
.mode json
SELECT u.*, s.last_at, k.kind = 'temporary' AS password_pending,
       (SELECT json_group_array(json_object('role', a.role, 'assigned_at', c.at, 'assigned_by', g.email,
                                            'reason', c.reason, 'ticket', c.ticket, 'change', c.id))
        FROM assignment a JOIN change_set c ON c.id = a.since LEFT JOIN user g ON g.id = c.actor
        WHERE a.user_id = u.id) AS assignments
  FROM user u LEFT JOIN sign_in s ON s.user_id = u.id LEFT JOIN credential k ON k.user_id = u.id
  WHERE u.email_key = ':email';
