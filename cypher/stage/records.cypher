// Write records that the graph does not have, and tell of those it has.
// Args:
//   rows: list of {id, properties}
// Returns:
//   same: ids of records that it has with this content, or as a later row of the same file states them
//   other: {id, state, version} of records that it has otherwise: with other content, retired, or only expected
UNWIND $rows AS row
MERGE (r:SourceRecord {id: row.id})
ON CREATE SET r = row.properties
WITH r, row, coalesce(r.arrival = row.properties.arrival, false) AS created,
     r.state = 'active' AND (
       r.content_hash = row.properties.content_hash OR (r.digest = row.properties.digest AND r.row > row.properties.row)
     ) AS equal
RETURN collect(CASE WHEN equal AND NOT created THEN r.id END) AS same,
       collect(CASE WHEN NOT coalesce(equal, false) THEN {id: r.id, state: r.state, version: r.version} END) AS other
