// Events behind a number, oldest first.
// Args:
//   after: number of the last event known, 0 for all
//   limit: how many at most
// Returns:
//   event: its properties
MATCH (e:Event)
WHERE e.number > $after
RETURN properties(e) AS event
ORDER BY e.number
LIMIT $limit
