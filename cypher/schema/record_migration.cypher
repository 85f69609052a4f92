// Remember that a migration ran.
// Args:
//   number, checksum: of the migration
// Returns: nothing
MERGE (m:Migration {number: $number})
SET m.checksum = $checksum
