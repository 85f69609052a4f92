// The index that a raw MERGE needs.
// Args: none
// Returns: nothing
CREATE CONSTRAINT bench_raw_id IF NOT EXISTS FOR (n:BenchRaw) REQUIRE n.id IS UNIQUE;
