// The versions of the match models that were trained on this graph.
// Args: none
// Returns:
//   kind, version
MATCH (m:MatchModel)
RETURN m.id AS kind, m.version AS version
