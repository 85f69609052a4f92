// Overrides whose time is up and that have not been ended.
// Args:
//   at: now, ISO 8601 in UTC
// Returns:
//   override: its properties
MATCH (o:Override)
WHERE o.expires_at <= $at AND o.ended_at IS NULL
RETURN properties(o) AS override
