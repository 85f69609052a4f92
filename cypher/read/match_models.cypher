// The match models that made the stored matches.
// Args: none
// Returns:
//   model, count
MATCH (:SourceRecord)-[m:MATCHES]->(:SourceRecord)
RETURN m.model AS model, count(*) AS count
ORDER BY model
