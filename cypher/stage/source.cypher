// Create or renew a source and how far it is believed.
// Args:
//   id: of the source
//   properties: title, trust, attribute_trust (JSON), half_life_days
// Returns: nothing
MERGE (s:Source {id: $id})
SET s += $properties
