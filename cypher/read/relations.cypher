// Relations of a golden record, with the other side.
// Args:
//   id: golden id
//   roles: relationship types to follow
//   after: "role|start|end" to begin behind, '' for the first
//   limit: how many at most
// Returns:
//   role, start, end, properties, other: {id, kind, name}
MATCH (g:Golden {id: $id})-[e:WORKS_AT|OWNS|SUCCEEDED_BY|SUPPLIED_BY|REPORTS_TO]-(o:Golden)
WITH e, o, type(e) + '|' + startNode(e).id + '|' + endNode(e).id AS place
WHERE type(e) IN $roles AND place > $after
RETURN DISTINCT type(e) AS role, startNode(e).id AS start, endNode(e).id AS end, properties(e) AS properties,
       {id: o.id, kind: o.kind, name: o.name} AS other, place
ORDER BY place
LIMIT $limit
