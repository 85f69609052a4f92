// Tie identities to the judgement that moved them, so that its undoing finds them.
// Args:
//   rows: list of {id, judgement}
// Returns: nothing
UNWIND $rows AS row
MATCH (i:Identity {id: row.id})
MATCH (j:Judgement {id: row.judgement})
MERGE (i)-[:MOVED_BY]->(j)
