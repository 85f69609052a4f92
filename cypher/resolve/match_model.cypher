// A match model that was trained on this graph.
// Args:
//   kind: of the records it is for
// Returns:
//   body: the model as JSON
MATCH (m:MatchModel {id: $kind})
RETURN m.body AS body
