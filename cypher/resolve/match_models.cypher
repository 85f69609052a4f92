// The match models that were trained on this graph.
// Args: none
// Returns:
//   kind, version, records: how many it was trained on
MATCH (m:MatchModel)
RETURN m.id AS kind, m.version AS version, m.records AS records
