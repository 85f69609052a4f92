// One override.
// Args:
//   id: of the override
// Returns:
//   override: its properties
MATCH (o:Override {id: $id})
RETURN properties(o) AS override
