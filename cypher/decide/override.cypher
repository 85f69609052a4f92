// Pin a golden value to a record.
// Args:
//   id: of the override
//   record: record id
//   properties: number, attribute, values, by, at, why, expires_at
// Returns: nothing
MATCH (r:SourceRecord {id: $record})
MERGE (o:Override {id: $id})
SET o += $properties
MERGE (o)-[:PINS]->(r)
