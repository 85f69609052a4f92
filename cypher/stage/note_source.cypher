// Create a source that sends records and that no mapping describes; one that is there stays as it is.
// Args:
//   id: of the source
//   properties: title, trust, attribute_trust (JSON), half_life_days
// Returns: nothing
MERGE (s:Source {id: $id})
ON CREATE SET s += $properties
