// Keep refused rows where a person can see them.
// Args:
//   rows: list of {id, properties}
// Returns: nothing
UNWIND $rows AS row
MERGE (r:Rejection {id: row.id})
SET r += row.properties
