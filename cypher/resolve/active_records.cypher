// How many active records of each kind there are.
// Args: none
// Returns:
//   kind, records
MATCH (r:SourceRecord)
WHERE r.state = 'active'
RETURN r.kind AS kind, count(r) AS records
