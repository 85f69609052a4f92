// Write product lines of orders and opportunities; the head may come later, from another file.
// Args:
//   rows: list of {id, type, source, key, line, product: {id, source, key}, properties}
// Returns: nothing
UNWIND $rows AS row
MERGE (i:Interaction {id: row.id})
ON CREATE SET i.source = row.source, i.key = row.key, i.type = row.type
SET i:$(row.type)
WITH i, row
MERGE (p:SourceRecord {id: row.product.id})
ON CREATE SET p.source = row.product.source, p.kind = 'product', p.key = row.product.key, p.state = 'expected'
MERGE (i)-[l:LINE {key: row.line}]->(p)
SET l += row.properties
