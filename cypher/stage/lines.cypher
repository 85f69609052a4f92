// Write product lines of orders and opportunities; the head may come later, from another file.
// stage/create_interactions goes before.
// Args:
//   rows: list of {id, type, source, key, line, product: {id, source, key}, properties}
// Returns: nothing
UNWIND $rows AS row
MATCH (i:Interaction {id: row.id})
SET i.source = row.source, i.key = row.key, i.type = row.type
WITH i, row
MERGE (p:SourceRecord {id: row.product.id})
ON CREATE SET p.source = row.product.source, p.kind = 'product', p.key = row.product.key, p.state = 'expected'
MERGE (i)-[l:LINE {key: row.line}]->(p)
SET l += row.properties
