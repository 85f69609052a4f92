// Keep a match model that was trained on this graph; it takes the place of the one before.
// Args:
//   kind: of the records it is for
//   properties: version, records (how many it was trained on), body (JSON)
// Returns: nothing
MERGE (m:MatchModel {id: $kind})
SET m += $properties
