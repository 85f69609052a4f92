// Write matches.
// Args:
//   rows: list of {left, right, properties}
// Returns: nothing
UNWIND $rows AS row
MATCH (a:SourceRecord {id: row.left})
MATCH (b:SourceRecord {id: row.right})
MERGE (a)-[m:MATCHES]->(b)
SET m = row.properties
