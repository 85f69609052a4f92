// The rows of a file that are refused and wait for a correction.
// Args:
//   source, file: where the rows are
// Returns:
//   row: its number
MATCH (j:Rejection {source: $source, file: $file, state: 'open'})
RETURN DISTINCT j.row AS row
ORDER BY row
