// Open or renew reviews.
// Args:
//   rows: list of {id, left, right, properties}
// Returns: nothing
UNWIND $rows AS row
MATCH (a:SourceRecord {id: row.left})
MATCH (b:SourceRecord {id: row.right})
MERGE (v:Review {id: row.id})
SET v += row.properties
MERGE (v)-[:ABOUT]->(a)
MERGE (v)-[:ABOUT]->(b)
