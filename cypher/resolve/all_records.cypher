// All records of a kind that have come, whatever their state.
// Args:
//   kind: company, contact or product
// Returns:
//   id
MATCH (r:SourceRecord)
WHERE r.kind = $kind AND r.state <> 'expected'
RETURN r.id AS id
