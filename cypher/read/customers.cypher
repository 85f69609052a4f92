// Buying roles in the order of their ids.
// Args:
//   after: customer id to begin behind, '' for the first
//   limit: how many at most
// Returns:
//   customer: its properties
//   party: {id, kind, name} of the golden record whose role it is
MATCH (c:Customer)-[:IS]->(g:Golden)
WHERE c.id > $after
RETURN properties(c) AS customer, {id: g.id, kind: g.kind, name: g.name} AS party
ORDER BY c.id
LIMIT $limit
