// Take the next numbers of a sequence. Also the lock that lets one writer at a time through.
// Args:
//   name: of the sequence
//   count: how many numbers; 0 takes the lock alone
// Returns:
//   last: the last number taken
MERGE (s:Sequence {name: $name})
ON CREATE SET s.value = 0
SET s.value = s.value + $count
RETURN s.value AS last
