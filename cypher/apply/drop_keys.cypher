// Take blocking keys from records.
// Args:
//   rows: list of {id, key}
// Returns: nothing
UNWIND $rows AS row
MATCH (:SourceRecord {id: row.id})-[h:HAS_KEY]->(:BlockingKey {id: row.key})
DELETE h
