// Write golden companies. No MERGE: the embedded engine's MERGE of two labels reads all nodes of the type.
// Args:
//   rows: list of {id, properties}
// Returns: nothing
UNWIND $rows AS row
OPTIONAL MATCH (known:Golden {id: row.id})
FOREACH (x IN CASE WHEN known IS NULL THEN [1] ELSE [] END |
  CREATE (g:Golden:Company {id: row.id}) SET g = row.properties)
FOREACH (x IN CASE WHEN known IS NULL THEN [] ELSE [1] END | SET known = row.properties)
