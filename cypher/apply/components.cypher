// Relabel components.
// Args:
//   rows: list of {id, component}
// Returns: nothing
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})
SET r.component = row.component
