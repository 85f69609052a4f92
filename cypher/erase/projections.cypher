// Delete all that a rebuild derives: golden records, customers, matches, keys, reviews.
// Args:
//   limit: how many nodes at most
// Returns:
//   n: how many were deleted
MATCH (n)
WHERE n:Golden OR n:Customer OR n:BlockingKey OR n:Review
WITH n
LIMIT $limit
DETACH DELETE n
RETURN count(*) AS n
