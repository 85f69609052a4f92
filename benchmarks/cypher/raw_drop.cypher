// Delete what the raw MERGE wrote.
// Args:
//   limit: how many nodes at most
// Returns:
//   n: how many were deleted
MATCH (n:BenchRaw)
WITH n
LIMIT $limit
DETACH DELETE n
RETURN count(*) AS n
