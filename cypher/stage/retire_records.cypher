// Retire records: they leave their golden record with the next plan, and stay as facts.
// Args:
//   rows: list of {id, pending}
// Returns: nothing
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})
SET r.state = 'retired', r.pending = row.pending
