// Queue records for resolution.
// Args:
//   rows: list of {id, pending}
// Returns: nothing
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})
WHERE r.state <> 'expected'
SET r.pending = row.pending
