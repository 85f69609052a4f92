// Golden records as stored.
// Args:
//   ids: golden ids
// Returns:
//   body: JSON of the golden record
UNWIND $ids AS id
MATCH (g:Golden {id: id})
RETURN g.body AS body
