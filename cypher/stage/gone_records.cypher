// Records of a source's table that a full load did not see. Those that came by other ways stay.
// Args:
//   source, table: id of the source, and the table of its mapping
//   load: id of the load
//   limit: how many at most
// Returns:
//   id
MATCH (r:SourceRecord {source: $source})
WHERE r.table = $table AND r.state = 'active' AND (r.load IS NULL OR r.load <> $load)
RETURN r.id AS id
ORDER BY id
LIMIT $limit
