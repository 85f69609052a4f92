// End an override; it stays on file.
// Args:
//   id: of the override
//   at: when it ended
// Returns: nothing
MATCH (o:Override {id: $id})
SET o.ended_at = $at
