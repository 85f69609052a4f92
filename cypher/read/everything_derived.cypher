// All that a hub derives from facts and decisions. For tests and for comparing a rebuild; reads the whole graph.
// Args: none
// Returns:
//   golden: list of {id, body}, members, relations, reviews, matches, customers
CALL () {
  OPTIONAL MATCH (g:Golden)
  WITH g ORDER BY g.id
  RETURN collect(g {.*}) AS golden
}
CALL () {
  OPTIONAL MATCH (r:SourceRecord)-[:MEMBER_OF]->(g:Golden)
  WITH r, g ORDER BY r.id
  RETURN collect(CASE WHEN r IS NULL THEN null ELSE [r.id, g.id] END) AS members
}
CALL () {
  OPTIONAL MATCH (a:Golden)-[e:WORKS_AT|OWNS|SUCCEEDED_BY|SUPPLIED_BY|REPORTS_TO]->(b:Golden)
  WITH a, e, b ORDER BY type(e), a.id, b.id
  RETURN collect(CASE WHEN e IS NULL THEN null ELSE [type(e), a.id, b.id, e.properties, e.stated_by] END) AS relations
}
CALL () {
  OPTIONAL MATCH (v:Review)
  WITH v ORDER BY v.id
  RETURN collect(v {.*}) AS reviews
}
CALL () {
  OPTIONAL MATCH (a:SourceRecord)-[m:MATCHES]->(b:SourceRecord)
  WITH a, m, b ORDER BY a.id, b.id
  RETURN collect(CASE WHEN m IS NULL THEN null ELSE [a.id, b.id, m.weight, m.outcome, m.levels] END) AS matches
}
CALL () {
  OPTIONAL MATCH (c:Customer)-[:IS]->(g:Golden)
  WITH c, g ORDER BY c.id
  RETURN collect(CASE WHEN c IS NULL THEN null ELSE c {.*, golden: g.id} END) AS customers
}
RETURN golden, members, relations, reviews, matches, customers
