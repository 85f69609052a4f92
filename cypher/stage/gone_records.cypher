// Records of a source that a full load did not see.
// Args:
//   source: id of the source
//   kinds: kinds that the load covers
//   load: id of the load
//   limit: how many at most
// Returns:
//   id
MATCH (r:SourceRecord {source: $source})
WHERE r.kind IN $kinds AND r.state = 'active' AND r.load <> $load
RETURN r.id AS id
ORDER BY id
LIMIT $limit
