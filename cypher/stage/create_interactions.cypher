// Create interactions that the graph does not have, with both their labels.
//
// One line for each type: the embedded engine takes no label from a parameter, and a label added later makes it write
// the node anew, which its unique constraint refuses. CREATE, as its MERGE of two labels reads all nodes of the type.
// Args:
//   rows: list of {id, type}
// Returns: nothing
UNWIND $rows AS row
FOREACH (x IN CASE row.type WHEN 'Order' THEN [1] ELSE [] END | CREATE (:Interaction:Order {id: row.id}))
FOREACH (x IN CASE row.type WHEN 'Payment' THEN [1] ELSE [] END | CREATE (:Interaction:Payment {id: row.id}))
FOREACH (x IN CASE row.type WHEN 'Return' THEN [1] ELSE [] END | CREATE (:Interaction:Return {id: row.id}))
FOREACH (x IN CASE row.type WHEN 'Call' THEN [1] ELSE [] END | CREATE (:Interaction:Call {id: row.id}))
FOREACH (x IN CASE row.type WHEN 'Email' THEN [1] ELSE [] END | CREATE (:Interaction:Email {id: row.id}))
FOREACH (x IN CASE row.type WHEN 'Meeting' THEN [1] ELSE [] END | CREATE (:Interaction:Meeting {id: row.id}))
FOREACH (x IN CASE row.type WHEN 'Ticket' THEN [1] ELSE [] END | CREATE (:Interaction:Ticket {id: row.id}))
FOREACH (x IN CASE row.type WHEN 'Visit' THEN [1] ELSE [] END | CREATE (:Interaction:Visit {id: row.id}))
FOREACH (x IN CASE row.type WHEN 'Feedback' THEN [1] ELSE [] END | CREATE (:Interaction:Feedback {id: row.id}))
FOREACH (x IN CASE row.type WHEN 'Response' THEN [1] ELSE [] END | CREATE (:Interaction:Response {id: row.id}))
FOREACH (x IN CASE row.type WHEN 'SocialPost' THEN [1] ELSE [] END | CREATE (:Interaction:SocialPost {id: row.id}))
FOREACH (x IN CASE row.type WHEN 'Task' THEN [1] ELSE [] END | CREATE (:Interaction:Task {id: row.id}))
FOREACH (x IN CASE row.type WHEN 'Note' THEN [1] ELSE [] END | CREATE (:Interaction:Note {id: row.id}))
FOREACH (x IN CASE row.type WHEN 'Opportunity' THEN [1] ELSE [] END | CREATE (:Interaction:Opportunity {id: row.id}))
