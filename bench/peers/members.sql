-- What a person at the sqlite3 shell would do in place of `pcadmin role members`.
.mode csv
.headers on
SELECT 'usr_' || u.id AS id, u.name, u.email, a.role, u.state,
       iif(u.state = 'active' AND coalesce(k.kind = 'chosen', false), 'true', 'false') AS can_sign_in,
       strftime('%Y-%m-%dT%H:%M:%SZ', c.at, 'unixepoch') AS assigned_at, g.email AS assigned_by, c.reason
  FROM assignment a INDEXED BY assignment_by_role
  CROSS JOIN user u ON u.id = a.user_id
  LEFT JOIN credential k ON k.user_id = u.id
  JOIN change_set c ON c.id = a.since
  LEFT JOIN user g ON g.id = c.actor
  WHERE a.role = 'referrals-user' ORDER BY a.user_id;
