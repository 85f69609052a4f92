// Golden ids that some records hold.
// Args:
//   ids: record ids
// Returns:
//   identity: its properties
UNWIND $ids AS id
MATCH (i:Identity {anchor: id})
RETURN properties(i) AS identity
