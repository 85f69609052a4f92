// Open reviews, least certain first.
// Args:
//   kinds: kinds to list
//   doubt: distance of the probability from one half, of the review to begin behind; -1 for the first
//   after: its id
//   limit: how many at most
// Returns:
//   review: its properties
MATCH (v:Review)
WITH v, abs(v.probability - 0.5) AS doubt
WHERE v.kind IN $kinds AND (doubt > $doubt OR (doubt = $doubt AND v.id > $after))
RETURN properties(v) AS review
ORDER BY doubt, v.id
LIMIT $limit
