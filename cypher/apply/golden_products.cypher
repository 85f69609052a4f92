// Write golden products.
// Args:
//   rows: list of {id, properties}
// Returns: nothing
UNWIND $rows AS row
MERGE (g:Golden:Product {id: row.id})
SET g = row.properties
