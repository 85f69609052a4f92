// How many records hold each blocking key.
// Args:
//   keys: blocking keys
// Returns:
//   key, size
UNWIND $keys AS key
MATCH (k:BlockingKey {id: key})
RETURN key, COUNT { (k)<-[:HAS_KEY]-(:SourceRecord) } AS size
