// Interactions with lines of a golden product, newest first.
// Args:
//   id: golden id
//   types: interaction types to list
//   before: "at|id" to begin behind, '~' for the first
//   limit: how many at most
// Returns:
//   interaction: its properties
//   place: cursor
//   lines: always empty; the timeline's shape
MATCH (:Golden {id: $id})<-[:MEMBER_OF]-(:SourceRecord)<-[:LINE]-(i:Interaction)
WITH DISTINCT i, coalesce(i.at, '0') + '|' + i.id AS place
WHERE i.type IN $types AND place < $before
RETURN properties(i) AS interaction, place, [] AS lines
ORDER BY place DESC
LIMIT $limit
