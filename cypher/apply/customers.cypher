// Write the buying roles of golden records.
// Args:
//   rows: list of {id, golden, properties}
// Returns: nothing
UNWIND $rows AS row
MATCH (g:Golden {id: row.golden})
MERGE (c:Customer {id: row.id})
SET c = row.properties
MERGE (c)-[:IS]->(g)
