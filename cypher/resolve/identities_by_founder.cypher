// Golden ids that some records founded.
// Args:
//   ids: record ids
// Returns:
//   identity: its properties
UNWIND $ids AS id
MATCH (i:Identity {founder: id})
RETURN properties(i) AS identity
