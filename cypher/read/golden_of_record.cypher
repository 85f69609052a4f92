// The golden record of a source record.
// Args:
//   id: record id
// Returns:
//   golden: golden id, or null
//   state: of the source record
MATCH (r:SourceRecord {id: $id})
OPTIONAL MATCH (r)-[:MEMBER_OF]->(g:Golden)
RETURN g.id AS golden, r.state AS state
