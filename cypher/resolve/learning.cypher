// How many records have come, and how many had when it was last looked at whether a match model should learn.
// Args: none
// Returns:
//   come, known: places in the queue of records that have been taken
OPTIONAL MATCH (a:Sequence {name: 'arrivals'})
OPTIONAL MATCH (k:Sequence {name: 'known'})
RETURN coalesce(a.value, 0) AS come, coalesce(k.value, 0) AS known
