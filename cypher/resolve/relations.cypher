// Relations between golden records, of some golden records.
// Args:
//   ids: golden ids
// Returns:
//   role, start, end, properties
UNWIND $ids AS id
MATCH (g:Golden {id: id})-[e:WORKS_AT|OWNS|SUCCEEDED_BY|SUPPLIED_BY|REPORTS_TO]-(:Golden)
RETURN DISTINCT type(e) AS role, startNode(e).id AS start, endNode(e).id AS end, properties(e) AS properties
