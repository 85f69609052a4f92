// Write records that the graph does not have, or has only as expected by a reference.
// Args:
//   rows: list of {id, properties}
// Returns: nothing
UNWIND $rows AS row
MERGE (r:SourceRecord {id: row.id})
SET r += row.properties
