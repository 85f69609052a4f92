// Overrides tied to some records.
// Args:
//   ids: record ids
// Returns:
//   override: its properties
UNWIND $ids AS id
MATCH (:SourceRecord {id: id})<-[:PINS]-(o:Override)
RETURN properties(o) AS override
