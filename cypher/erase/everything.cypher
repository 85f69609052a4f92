// Delete some of everything but bookkeeping of the schema and of writers. For tests and `hub reset`.
// Args:
//   limit: how many nodes at most
// Returns:
//   n: how many were deleted
MATCH (n)
WHERE NOT n:Migration AND NOT (n:Sequence AND n.name = 'writer')
WITH n
LIMIT $limit
DETACH DELETE n
RETURN count(*) AS n
