// Close reviews that have no question any more.
// Args:
//   ids: review ids
// Returns: nothing
UNWIND $ids AS id
MATCH (v:Review {id: id})
DETACH DELETE v
