// How much the hub holds.
// Args: none
// Returns:
//   what, count
MATCH (r:SourceRecord)
RETURN 'record ' + r.kind + ' ' + r.state AS what, count(*) AS count
UNION ALL
MATCH (g:Golden)
RETURN 'golden ' + g.kind AS what, count(*) AS count
UNION ALL
MATCH (c:Customer)
RETURN 'golden customer' AS what, count(c) AS count
UNION ALL
MATCH (i:Interaction)
RETURN 'interaction ' + i.type AS what, count(*) AS count
UNION ALL
MATCH (v:Review)
RETURN 'review' AS what, count(v) AS count
UNION ALL
MATCH (j:Rejection {state: 'open'})
RETURN 'rejection' AS what, count(j) AS count
UNION ALL
MATCH (r:SourceRecord)
WHERE r.pending > 0
RETURN 'pending' AS what, count(r) AS count
UNION ALL
MATCH (e:Event)
RETURN 'event' AS what, count(e) AS count
UNION ALL
MATCH (i:Identity)
RETURN 'identity' AS what, count(i) AS count
