// Nodes as a driver would write them without a hub: the bound that loading is measured against.
// Args:
//   rows: list of properties, with id
// Returns: nothing
UNWIND $rows AS row
MERGE (n:BenchRaw {id: row.id})
SET n += row
