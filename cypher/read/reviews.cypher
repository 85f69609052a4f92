// Open reviews, least certain first.
// Args:
//   kinds: kinds to list
//   skip, limit: which of them
// Returns:
//   review: its properties
MATCH (v:Review)
WHERE v.kind IN $kinds
RETURN properties(v) AS review
ORDER BY abs(v.probability - 0.5), v.id
SKIP $skip
LIMIT $limit
