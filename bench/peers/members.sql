-- What a person at the sqlite3 shell would do in place of `pcadmin role members`.
.mode csv
.headers on
SELECT 'usr_' || u.id AS id, u.name, u.email, a.role, u.state,
       iif(u.state = 'active' AND coalesce(k.kind = 'chosen', false) AND coalesce(f.total, 0) < 100, 'true', 'false')
         AS can_sign_in,
       strftime('%Y-%m-%dT%H:%M:%SZ', c.at, 'unixepoch') AS assigned_at, g.email AS assigned_by, c.reason,
       strftime('%Y-%m-%dT%H:%M:%SZ', a.expires_at, 'unixepoch') AS expires_at
  FROM assignment a INDEXED BY assignment_by_role
  CROSS JOIN user u ON u.id = a.user_id
  LEFT JOIN credential k ON k.user_id = u.id
  LEFT JOIN failed_sign_in f ON f.user_id = u.id
  JOIN change_set c ON c.id = coalesce(a.granted_in, a.since)
  LEFT JOIN user g ON g.id = c.actor
  WHERE a.role = 'referrals-user' AND (a.expires_at IS NULL OR a.expires_at > unixepoch())
    AND (a.starts_at IS NULL OR a.starts_at <= unixepoch()) ORDER BY a.user_id;
