// One judgement.
// Args:
//   id: of the judgement
// Returns:
//   judgement: its properties
MATCH (j:Judgement {id: $id})
RETURN properties(j) AS judgement
