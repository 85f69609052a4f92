// Write new versions of records; the version before stays as a fact of its own.
// Args:
//   rows: list of {id, properties}
// Returns: nothing
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})
CREATE (r)-[:HAD]->(:RecordVersion {
  version: r.version, raw: r.raw, fields: r.fields, statements: r.statements, as_of: r.as_of,
  content_hash: r.content_hash, state: r.state
})
SET r += row.properties
