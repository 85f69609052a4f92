// Records that others refer to and that have not come.
// Args:
//   limit: how many at most
// Returns:
//   source, kind, key, references
MATCH (r:SourceRecord {state: 'expected'})
RETURN r.source AS source, r.kind AS kind, r.key AS key, COUNT { (r)--() } AS references
ORDER BY source, kind, key
LIMIT $limit
