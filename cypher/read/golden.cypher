// One golden record.
// Args:
//   id: golden id
// Returns:
//   body: JSON of the golden record
MATCH (g:Golden {id: $id})
RETURN g.body AS body
