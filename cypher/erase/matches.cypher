// Delete all matches and component labels; with erase/projections, only facts are left.
// Args: none
// Returns: nothing
MATCH (r:SourceRecord)
OPTIONAL MATCH (r)-[m:MATCHES]->(:SourceRecord)
DELETE m
SET r.component = null
