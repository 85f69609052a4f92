// The fields of records, as far as these are active.
// Args:
//   ids: record ids
// Returns:
//   id, fields (JSON)
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
WHERE r.state = 'active'
RETURN id, r.fields AS fields
