// Write what interactions say and whom they were with; stage/create_interactions goes before.
//
// A row is let go before its parties are written: the embedded engine buffers what is left of it, once for each party.
// Args:
//   rows: list of {id, type, properties, parties: list of {id, source, kind, key}}
// Returns: nothing
UNWIND $rows AS row
MATCH (i:Interaction {id: row.id})
SET i += row.properties
WITH i, row
OPTIONAL MATCH (i)-[old:WITH]->(:SourceRecord)
DELETE old
WITH DISTINCT i, row
UNWIND row.parties AS party
WITH i, party
MERGE (r:SourceRecord {id: party.id})
ON CREATE SET r.source = party.source, r.kind = party.kind, r.key = party.key, r.state = 'expected'
MERGE (i)-[:WITH]->(r)
