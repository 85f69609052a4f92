// Stored matches of some records, with any other record.
// Args:
//   ids: record ids
// Returns:
//   left, right and the match's properties
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})-[m:MATCHES]-(:SourceRecord)
RETURN DISTINCT startNode(m).id AS left, endNode(m).id AS right, properties(m) AS properties
