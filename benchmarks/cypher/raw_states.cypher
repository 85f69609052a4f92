// What records state of others, as a driver would write it without a hub.
// Args:
//   rows: list of {id, target}
// Returns: nothing
UNWIND $rows AS row
MATCH (n:BenchRaw {id: row.id})
MERGE (t:BenchRaw {id: row.target})
CREATE (n)-[:BENCH_STATES]->(t)
