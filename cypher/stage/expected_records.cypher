// Write records that others referred to before they came.
// Args:
//   rows: list of {id, properties}
// Returns: nothing
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})
SET r += row.properties
