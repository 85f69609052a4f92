// Mark records as seen by a load, so that a full load can tell which are gone.
// Args:
//   ids: record ids
//   load: id of the load
// Returns: nothing
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
SET r.load = $load
