// Let a judgement state a relation: subsidiary of, succeeded by.
// Args:
//   judgement: its id
//   left, right: record ids
//   role: of the statement
//   properties: JSON
// Returns: nothing
MATCH (a:SourceRecord {id: $left})
MATCH (b:SourceRecord {id: $right})
CREATE (a)-[:STATES {role: $role, properties: $properties, judgement: $judgement}]->(b)
