// Open reviews about some records.
// Args:
//   ids: record ids
// Returns:
//   review: its properties
UNWIND $ids AS id
MATCH (:SourceRecord {id: id})<-[:ABOUT]-(v:Review)
RETURN DISTINCT properties(v) AS review
