// Golden records with a member that holds one of these blocking keys, in the order of their ids.
// Args:
//   keys: blocking keys
//   kinds: kinds to look for
//   limit: how many at most
// Returns:
//   id: golden id
//   body: JSON of the golden record
UNWIND $keys AS key
MATCH (:BlockingKey {id: key})<-[:HAS_KEY]-(:SourceRecord)-[:MEMBER_OF]->(g:Golden)
WHERE g.kind IN $kinds
RETURN DISTINCT g.id AS id, g.body AS body
ORDER BY id
LIMIT $limit
