// Take records off the queue.
// Args:
//   ids: record ids
// Returns: nothing
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
SET r.pending = null
