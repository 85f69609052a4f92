// Write golden contacts.
// Args:
//   rows: list of {id, properties}
// Returns: nothing
UNWIND $rows AS row
MERGE (g:Golden:Contact {id: row.id})
SET g = row.properties
