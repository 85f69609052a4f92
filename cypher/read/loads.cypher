// Loads, newest first.
// Args:
//   before: "started_at|id" to begin behind, '~' for the first
//   limit: how many at most
// Returns:
//   load: its properties
MATCH (l:Load)
WITH l, l.started_at + '|' + l.id AS place
WHERE place < $before
RETURN properties(l) AS load
ORDER BY place DESC
LIMIT $limit
