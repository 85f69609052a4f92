// Golden records whose source records hold any of these exact keys.
// Args:
//   keys: blocking keys such as "company|email:info@example.com"
//   limit: how many at most
// Returns:
//   body: JSON of the golden record
UNWIND $keys AS key
MATCH (:BlockingKey {id: key})<-[:HAS_KEY]-(:SourceRecord)-[:MEMBER_OF]->(g:Golden)
WITH DISTINCT g
RETURN g.body AS body
ORDER BY g.id
LIMIT $limit
