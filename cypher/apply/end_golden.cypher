// Delete golden records that are no more; their ids stay, as identities.
// Args:
//   ids: golden ids
// Returns: nothing
UNWIND $ids AS id
MATCH (g:Golden {id: id})
DETACH DELETE g
