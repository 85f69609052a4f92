// Write golden ids that were issued or whose anchor moved.
// Args:
//   rows: list of {id, properties}
// Returns: nothing
UNWIND $rows AS row
MERGE (i:Identity {id: row.id})
SET i += row.properties
