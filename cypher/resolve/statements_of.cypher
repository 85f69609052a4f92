// What members of other golden records state of the members of some.
// Args:
//   ids: golden ids
// Returns:
//   record, role, properties (JSON), start, end: the golden records of both sides
UNWIND $ids AS id
MATCH (g:Golden {id: id})<-[:MEMBER_OF]-(:SourceRecord)<-[s:STATES]-(r:SourceRecord)-[:MEMBER_OF]->(o:Golden)
RETURN r.id AS record, s.role AS role, s.properties AS properties, o.id AS start, g.id AS end
