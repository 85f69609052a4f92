// The load of a file that was cut off, if there is one.
// Args:
//   source, table, digest, mode: of the file
// Returns:
//   load: its properties
MATCH (l:Load {source: $source, table: $table, digest: $digest, mode: $mode, state: 'running'})
RETURN properties(l) AS load
ORDER BY l.started_at DESC
LIMIT 1
