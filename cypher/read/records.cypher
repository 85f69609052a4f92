// Source records in full.
// Args:
//   ids: record ids
// Returns:
//   record: its properties
//   golden: golden id, or null
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
OPTIONAL MATCH (r)-[:MEMBER_OF]->(g:Golden)
RETURN properties(r) AS record, g.id AS golden
