// Record a judgement on two records.
// Args:
//   id, left, right: of the judgement and the records
//   properties: number, verdict, by, at, why
// Returns:
//   id: once for each record found
MATCH (r:SourceRecord)
WHERE r.id IN [$left, $right]
MERGE (j:Judgement {id: $id})
SET j += $properties
MERGE (j)-[:ON]->(r)
RETURN r.id AS id
