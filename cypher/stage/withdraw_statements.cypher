// Delete what records stated in an earlier version.
// Args:
//   ids: record ids
// Returns: nothing
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})-[s:STATES]->(:SourceRecord)
WHERE s.judgement IS NULL
DELETE s
