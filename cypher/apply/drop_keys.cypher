// Take blocking keys from records.
// Args:
//   rows: list of {id, keys}
// Returns: nothing
UNWIND $rows AS row
MATCH (:SourceRecord {id: row.id})-[h:HAS_KEY]->(k:BlockingKey)
WHERE k.id IN row.keys
DELETE h
