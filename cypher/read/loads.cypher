// Loads, newest first.
// Args:
//   limit: how many at most
// Returns:
//   load: its properties
MATCH (l:Load)
RETURN properties(l) AS load
ORDER BY l.started_at DESC, l.id
LIMIT $limit
