// Mark records as seen by a full load, so that it can tell which are gone.
// Args:
//   ids: record ids
//   table: of the mapping
//   load: id of the load
// Returns: nothing
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
SET r.table = $table, r.load = $load
