// What the graph has of records that are about to be staged.
// Args:
//   ids: record ids
// Returns:
//   id, content_hash, state, version: of each one that exists
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
RETURN r.id AS id, r.content_hash AS content_hash, r.state AS state, r.version AS version
