// Delete what a judgement stated.
// Args:
//   judgement: its id
//   left: record id
// Returns: nothing
MATCH (:SourceRecord {id: $left})-[s:STATES {judgement: $judgement}]->(:SourceRecord)
DELETE s
