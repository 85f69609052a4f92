// The components whose records hold any of these keys.
// Args:
//   keys: blocking keys, none oversized
// Returns:
//   component
UNWIND $keys AS key
MATCH (:BlockingKey {id: key})<-[:HAS_KEY]-(r:SourceRecord)
RETURN DISTINCT r.component AS component
