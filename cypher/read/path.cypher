// A shortest path between two golden records over their relations.
// Args:
//   start, end: golden ids
// Returns:
//   nodes: list of {id, kind, name}
//   steps: list of {role, start, end}
MATCH (a:Golden {id: $start}), (b:Golden {id: $end})
MATCH p = shortestPath((a)-[:WORKS_AT|OWNS|SUCCEEDED_BY|SUPPLIED_BY|REPORTS_TO*..10]-(b))
RETURN [n IN nodes(p) | {id: n.id, kind: n.kind, name: n.name}] AS nodes,
       [e IN relationships(p) | {role: type(e), start: startNode(e).id, end: endNode(e).id}] AS steps
