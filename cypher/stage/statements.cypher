// Replace what records state of others. Targets not there yet are expected.
//
// A row is let go before anything is written: the embedded engine buffers what is left of it, once for each statement.
// Args:
//   rows: list of {id, statements: list of {target, source, kind, key, role, properties (JSON)}}
// Returns: nothing
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})
UNWIND row.statements AS said
WITH r, said
MERGE (t:SourceRecord {id: said.target})
ON CREATE SET t.source = said.source, t.kind = said.kind, t.key = said.key, t.state = 'expected'
CREATE (r)-[:STATES {role: said.role, properties: said.properties}]->(t)
