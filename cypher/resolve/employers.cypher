// The golden companies that some records state as employers.
// Args:
//   ids: record ids
// Returns:
//   id, stated: the company's record that it names, employer: the golden record of that
UNWIND $ids AS id
MATCH (:SourceRecord {id: id})-[s:STATES]->(c:SourceRecord)-[:MEMBER_OF]->(g:Golden)
WHERE s.role = 'WORKS_AT'
RETURN id, c.id AS stated, g.id AS employer
