// Append events.
// Args:
//   rows: list of event properties; data is JSON
// Returns: nothing
UNWIND $rows AS row
CREATE (e:Event)
SET e = row
