// Where a golden id that was once issued leads now.
// Args:
//   id: golden id, current or former
// Returns:
//   current: golden id, or null where the record is retired
MATCH (i:Identity {id: $id})
OPTIONAL MATCH (:SourceRecord {id: i.anchor})-[:MEMBER_OF]->(g:Golden)
RETURN g.id AS current
