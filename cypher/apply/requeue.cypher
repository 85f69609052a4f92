// Queue the holders of blocking keys that grew or shrank past the limit.
// Args:
//   keys: blocking keys
//   pending: place in the queue
// Returns: nothing
UNWIND $keys AS key
MATCH (:BlockingKey {id: key})<-[:HAS_KEY]-(r:SourceRecord)
SET r.pending = $pending
