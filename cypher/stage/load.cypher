// Write the progress of a load.
// Args:
//   id: of the load
//   properties: source, file, digest, mode, state, position and counts
// Returns: nothing
MERGE (l:Load {id: $id})
SET l += $properties
