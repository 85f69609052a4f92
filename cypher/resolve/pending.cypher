// Records that wait for resolution, first come first.
// Args:
//   limit: how many at most
// Returns:
//   id, kind
MATCH (r:SourceRecord)
WHERE r.pending > 0
RETURN r.id AS id, r.kind AS kind
ORDER BY r.pending
LIMIT $limit
