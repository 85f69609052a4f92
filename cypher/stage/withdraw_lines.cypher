// Delete the product lines of interactions that come with all their lines.
// Args:
//   ids: interaction ids
// Returns: nothing
UNWIND $ids AS id
MATCH (i:Interaction {id: id})-[l:LINE]->(:SourceRecord)
DELETE l
