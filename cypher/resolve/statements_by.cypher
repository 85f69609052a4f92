// What the members of some golden records state of members of others.
// Args:
//   ids: golden ids
// Returns:
//   record, role, properties (JSON), start, end: the golden records of both sides
UNWIND $ids AS id
MATCH (g:Golden {id: id})<-[:MEMBER_OF]-(r:SourceRecord)-[s:STATES]->(:SourceRecord)-[:MEMBER_OF]->(o:Golden)
RETURN r.id AS record, s.role AS role, s.properties AS properties, g.id AS start, o.id AS end
