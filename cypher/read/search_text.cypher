// Golden records found by full text, best first.
// Args:
//   text: a Lucene query
//   kinds: kinds to look for
//   without: golden ids to leave out
//   skip, limit: which of them
// Returns:
//   body: JSON of the golden record
//   score: the engine's own
CALL db.index.fulltext.queryNodes('golden_text', $text) YIELD node, score
WITH node, score
WHERE node.kind IN $kinds AND NOT node.id IN $without
RETURN node.body AS body, score
ORDER BY score DESC, node.id
SKIP $skip
LIMIT $limit
