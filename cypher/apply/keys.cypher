// Give records their blocking keys.
// Args:
//   rows: list of {id, key}
// Returns: nothing
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})
MERGE (k:BlockingKey {id: row.key})
CREATE (r)-[:HAS_KEY]->(k)
