// Judgements, newest first.
// Args:
//   before: number to begin behind
//   limit: how many at most
// Returns:
//   judgement: its properties
MATCH (j:Judgement)
WHERE j.number < $before
RETURN properties(j) AS judgement
ORDER BY j.number DESC
LIMIT $limit
