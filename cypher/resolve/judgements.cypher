// Judgements that speak of some records.
// Args:
//   ids: record ids
// Returns:
//   judgement: its properties
UNWIND $ids AS id
MATCH (:SourceRecord {id: id})<-[:ON]-(j:Judgement)
RETURN DISTINCT properties(j) AS judgement
