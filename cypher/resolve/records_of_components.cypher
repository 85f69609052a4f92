// All records of some components.
// Args:
//   components: labels
// Returns:
//   id
UNWIND $components AS component
MATCH (r:SourceRecord {component: component})
RETURN r.id AS id
