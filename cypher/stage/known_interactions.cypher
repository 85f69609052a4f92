// Which of these interactions the graph has as they are.
// Args:
//   ids: interaction ids
// Returns:
//   id, content_hash
UNWIND $ids AS id
MATCH (i:Interaction {id: id})
RETURN i.id AS id, i.content_hash AS content_hash
