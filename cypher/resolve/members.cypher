// Source records as resolution sees them.
// Args:
//   ids: record ids
// Returns:
//   id, kind, source, key, arrival, fields (JSON), as_of, state, component, golden, keys
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
RETURN r.id AS id, r.kind AS kind, r.source AS source, r.key AS key, r.arrival AS arrival, r.fields AS fields,
       r.as_of AS as_of, r.state AS state, r.component AS component,
       [(r)-[:MEMBER_OF]->(g) | g.id] AS golden, [(r)-[:HAS_KEY]->(k) | k.id] AS keys
