// Delete relations between golden records.
// Args:
//   rows: list of {role, start, end}
// Returns: nothing
UNWIND $rows AS row
MATCH (:Golden {id: row.start})-[e:WORKS_AT|OWNS|SUCCEEDED_BY|SUPPLIED_BY|REPORTS_TO]->(:Golden {id: row.end})
WHERE type(e) = row.role
DELETE e
