// Blocking keys that more records hold than a block may have; they make no candidate pairs.
// Args:
//   size: the most records a block may have
//   limit: how many at most
// Returns:
//   key, size
MATCH (k:BlockingKey)
WITH k.id AS key, COUNT { (k)<-[:HAS_KEY]-(:SourceRecord) } AS size
WHERE size > $size
RETURN key, size
ORDER BY size DESC, key
LIMIT $limit
