// Earlier versions of a source record, newest first.
// Args:
//   id: record id
// Returns:
//   version: its properties
MATCH (:SourceRecord {id: $id})-[:HAD]->(v:RecordVersion)
RETURN properties(v) AS version
ORDER BY v.version DESC
