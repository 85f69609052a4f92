// The migrations this graph has had.
// Args: none
// Returns:
//   number: integer
//   checksum: of the migration's text when it ran
MATCH (m:Migration)
RETURN m.number AS number, m.checksum AS checksum
ORDER BY number
