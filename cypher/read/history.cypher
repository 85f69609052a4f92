// Events about one golden record or decision, newest first.
// Args:
//   subject: golden id or decision id
//   before: number to begin behind
//   limit: how many at most
// Returns:
//   event: its properties
MATCH (e:Event {subject: $subject})
WHERE e.number < $before
RETURN properties(e) AS event
ORDER BY e.number DESC
LIMIT $limit
