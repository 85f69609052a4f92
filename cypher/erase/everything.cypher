// Delete some of everything but schema bookkeeping. For tests and `hub reset`.
// Args:
//   limit: how many nodes at most
// Returns:
//   n: how many were deleted
MATCH (n)
WHERE NOT n:Migration
WITH n
LIMIT $limit
DETACH DELETE n
RETURN count(*) AS n
