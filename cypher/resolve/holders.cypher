// Records that hold any of these keys.
// Args:
//   keys: blocking keys, none oversized
// Returns:
//   key, id
UNWIND $keys AS key
MATCH (:BlockingKey {id: key})<-[:HAS_KEY]-(r:SourceRecord)
RETURN key, r.id AS id
