// All records of the components that some records are in.
// Args:
//   ids: record ids
// Returns:
//   id
UNWIND $ids AS id
MATCH (near:SourceRecord {id: id})
WHERE near.component IS NOT NULL
WITH DISTINCT near.component AS component
MATCH (r:SourceRecord {component: component})
RETURN r.id AS id
