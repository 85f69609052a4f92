// Put records into their golden record.
// Args:
//   rows: list of {id, golden}
// Returns: nothing
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})
MATCH (g:Golden {id: row.golden})
CREATE (r)-[:MEMBER_OF]->(g)
