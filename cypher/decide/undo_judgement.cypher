// Take a judgement back; it stays on file.
// Args:
//   id: of the judgement
//   by, at: who and when
// Returns: nothing
MATCH (j:Judgement {id: $id})
SET j.undone_by = $by, j.undone_at = $at
