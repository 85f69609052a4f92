// One buying role.
// Args:
//   id: customer id
// Returns:
//   customer: its properties
//   party: {id, kind, name} of the golden record whose role it is
MATCH (c:Customer {id: $id})-[:IS]->(g:Golden)
RETURN properties(c) AS customer, {id: g.id, kind: g.kind, name: g.name} AS party
