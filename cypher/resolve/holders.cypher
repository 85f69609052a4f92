// Records that hold any of these keys.
// Args:
//   keys: blocking keys, none oversized
// Returns:
//   id
UNWIND $keys AS key
MATCH (:BlockingKey {id: key})<-[:HAS_KEY]-(r:SourceRecord)
RETURN DISTINCT r.id AS id
