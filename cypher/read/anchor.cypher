// The record that holds a golden id.
// Args:
//   id: golden id
// Returns:
//   anchor: record id
MATCH (i:Identity {id: $id})
RETURN i.anchor AS anchor
