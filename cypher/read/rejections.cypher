// Refused rows in the order of their ids.
// Args:
//   source: id of the source, '' for all
//   state: open or cured
//   after: id to begin behind, '' for the first
//   limit: how many at most
// Returns:
//   rejection: its properties
MATCH (j:Rejection)
WHERE j.state = $state AND j.id > $after AND ($source = '' OR j.source = $source)
RETURN properties(j) AS rejection
ORDER BY j.id
LIMIT $limit
