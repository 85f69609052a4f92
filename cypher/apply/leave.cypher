// Take records out of their golden record.
// Args:
//   ids: record ids
// Returns: nothing
UNWIND $ids AS id
MATCH (:SourceRecord {id: id})-[m:MEMBER_OF]->(:Golden)
DELETE m
