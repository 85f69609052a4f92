// Events about one golden record or decision, newest first.
// Args:
//   subject: golden id or decision id
//   limit: how many at most
// Returns:
//   event: its properties
MATCH (e:Event {subject: $subject})
RETURN properties(e) AS event
ORDER BY e.number DESC
LIMIT $limit
