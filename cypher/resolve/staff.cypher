// The records that state some companies' records as employers.
// Args:
//   ids: record ids
// Returns:
//   id
UNWIND $ids AS id
MATCH (:SourceRecord {id: id})<-[s:STATES]-(r:SourceRecord)
WHERE s.role = 'WORKS_AT' AND r.state = 'active'
RETURN DISTINCT r.id AS id
