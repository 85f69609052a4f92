// Delete matches.
// Args:
//   rows: list of {left, right}
// Returns: nothing
UNWIND $rows AS row
MATCH (:SourceRecord {id: row.left})-[m:MATCHES]->(:SourceRecord {id: row.right})
DELETE m
