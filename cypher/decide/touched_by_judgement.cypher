// Records whose golden id may hang on a judgement.
// Args:
//   id: of the judgement
// Returns:
//   anchor, founder: of identities that moved because of it
MATCH (:Judgement {id: $id})<-[:MOVED_BY]-(i:Identity)
RETURN i.anchor AS anchor, i.founder AS founder
