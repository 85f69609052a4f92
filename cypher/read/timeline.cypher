// Interactions with a golden record, newest first; those without a date come last.
// Args:
//   id: golden id
//   types: interaction types to list
//   before: "at|id" to begin behind, '~' for the first
//   limit: how many at most
// Returns:
//   interaction: its properties
//   labels, lines: {product, golden, quantity, unit_price, discount, currency}
//   place: cursor
MATCH (:Golden {id: $id})<-[:MEMBER_OF]-(:SourceRecord)<-[:WITH]-(i:Interaction)
WITH DISTINCT i, coalesce(i.at, '0') + '|' + i.id AS place
WHERE i.type IN $types AND place < $before
WITH i, place
ORDER BY place DESC
LIMIT $limit
OPTIONAL MATCH (i)-[l:LINE]->(p:SourceRecord)
OPTIONAL MATCH (p)-[:MEMBER_OF]->(g:Golden)
WITH i, place, l, p, g
ORDER BY l.key
RETURN properties(i) AS interaction, place,
       collect(CASE WHEN l IS NULL THEN null ELSE {line: properties(l), product: p.key, golden: g.id, name: g.name} END)
         AS lines
ORDER BY place DESC
