// Give records their blocking keys.
// Args:
//   rows: list of {id, keys}
// Returns: nothing
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})
WITH r, row.keys AS keys
UNWIND keys AS key
MERGE (k:BlockingKey {id: key})
CREATE (r)-[:HAS_KEY]->(k)
