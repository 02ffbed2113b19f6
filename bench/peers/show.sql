-- What a person at the sqlite3 shell would do in place of `pcadmin user show`; :email is put in by bench/run.
.mode json
SELECT u.*, s.last_at, k.kind = 'temporary' AS password_pending, f.total AS failed_sign_ins, f.retry_at,
       (SELECT json_group_array(json_object('role', a.role, 'location', l.partner_id, 'location_name', l.name,
                                            'starts_at', a.starts_at, 'expires_at', a.expires_at, 'bundle', a.bundle,
                                            'assigned_at', c.at, 'assigned_by', g.email,
                                            'reason', c.reason, 'ticket', c.ticket, 'change', c.id))
        FROM assignment a JOIN change_set c ON c.id = coalesce(a.granted_in, a.since)
        LEFT JOIN user g ON g.id = c.actor LEFT JOIN location l ON l.id = a.location_id
        WHERE a.user_id = u.id) AS assignments
  FROM user u LEFT JOIN sign_in s ON s.user_id = u.id LEFT JOIN credential k ON k.user_id = u.id
  LEFT JOIN failed_sign_in f ON f.user_id = u.id
  WHERE u.email_key = ':email';
