// Records that others refer to and that have not come.
// Args:
//   after: "source|kind|key" to begin behind, '' for the first
//   limit: how many at most
// Returns:
//   source, kind, key, references
MATCH (r:SourceRecord {state: 'expected'})
WITH r, r.source + '|' + r.kind + '|' + r.key AS place
WHERE place > $after
RETURN r.source AS source, r.kind AS kind, r.key AS key, COUNT { (r)--() } AS references
ORDER BY place
LIMIT $limit
