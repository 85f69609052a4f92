// Overrides, newest first.
// Args:
//   before: number to begin behind
//   limit: how many at most
// Returns:
//   override: its properties
MATCH (o:Override)
WHERE o.number < $before
RETURN properties(o) AS override
ORDER BY o.number DESC
LIMIT $limit
