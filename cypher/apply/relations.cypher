// Write relations between golden records.
// Args:
//   rows: list of {role, start, end, properties}
// Returns: nothing
UNWIND $rows AS row
MATCH (a:Golden {id: row.start})
MATCH (b:Golden {id: row.end})
FOREACH (_ IN CASE WHEN row.role = 'WORKS_AT' THEN [1] ELSE [] END |
  MERGE (a)-[e:WORKS_AT]->(b) SET e = row.properties)
FOREACH (_ IN CASE WHEN row.role = 'OWNS' THEN [1] ELSE [] END |
  MERGE (a)-[e:OWNS]->(b) SET e = row.properties)
FOREACH (_ IN CASE WHEN row.role = 'SUCCEEDED_BY' THEN [1] ELSE [] END |
  MERGE (a)-[e:SUCCEEDED_BY]->(b) SET e = row.properties)
FOREACH (_ IN CASE WHEN row.role = 'SUPPLIED_BY' THEN [1] ELSE [] END |
  MERGE (a)-[e:SUPPLIED_BY]->(b) SET e = row.properties)
FOREACH (_ IN CASE WHEN row.role = 'REPORTS_TO' THEN [1] ELSE [] END |
  MERGE (a)-[e:REPORTS_TO]->(b) SET e = row.properties)
