// Write golden companies.
// Args:
//   rows: list of {id, properties}
// Returns: nothing
UNWIND $rows AS row
MERGE (g:Golden:Company {id: row.id})
SET g = row.properties
