// Golden records of a kind in the order of their ids.
// Args:
//   kind: company, contact or product
//   after: golden id to begin behind, '' for the first
//   limit: how many at most
// Returns:
//   body: JSON of the golden record
MATCH (g:Golden)
WHERE g.id > $after AND g.kind = $kind
RETURN g.body AS body
ORDER BY g.id
LIMIT $limit
