// How many records hold each blocking key, and which ones.
// Args:
//   keys: blocking keys
//   most: of a key that more records hold, none is named
// Returns:
//   key, size, holders
UNWIND $keys AS key
MATCH (k:BlockingKey {id: key})
WITH key, k, COUNT { (k)<-[:HAS_KEY]-() } AS size
RETURN key, size, CASE WHEN size <= $most THEN [(k)<-[:HAS_KEY]-(r) | r.id] ELSE [] END AS holders
