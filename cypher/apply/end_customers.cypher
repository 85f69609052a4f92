// Delete buying roles that are no more.
// Args:
//   ids: customer ids
// Returns: nothing
UNWIND $ids AS id
MATCH (c:Customer {id: id})
DETACH DELETE c
