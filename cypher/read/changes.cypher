// Events behind a number, oldest first. Numbers have no gaps, so each is looked up: cheaper than a range on both engines.
// Args:
//   after: number of the last event known, 0 for all
//   limit: how many at most
// Returns:
//   event: its properties
MATCH (s:Sequence {name: 'events'})
WITH s.value AS last
UNWIND range($after + 1, CASE WHEN last < $after + $limit THEN last ELSE $after + $limit END) AS number
MATCH (e:Event {number: number})
RETURN properties(e) AS event
ORDER BY number
